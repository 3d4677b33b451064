package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;

import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.schedule.spelling.Spelling;

/**
 * Cosine annealing: to + (from − to)·(1 + cos(πt/n))/2, and {@code to} from step n on.
 *
 * @param from the first value
 * @param to the last value; 0 by default
 * @param length n; the rest of the run by default
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2017</a>; PyTorch's
 *     CosineAnnealingLR, Keras' CosineDecay, optax' cosine_decay_schedule, DJL's CosineTracker
 */
public record Cosine(double from, double to, Span length) implements NamedSchedule {
    /** Checks the values. */
    public Cosine {
        Require.finite(from, "cosine", "from");
        Require.finite(to, "cosine", "to");
    }

    /**
     * Down to 0 over the rest of the run.
     *
     * @param from the first value
     */
    public Cosine(double from) {
        this(from, 0, Span.rest());
    }

    /**
     * {@return this curve with another last value}
     *
     * @param to the value at the end
     */
    public Cosine to(double to) {
        return new Cosine(from, to, length);
    }

    /**
     * {@return this curve with another length}
     *
     * @param length the length of the curve
     */
    public Cosine length(Span length) {
        return new Cosine(from, to, length);
    }

    @Override
    public Schedule definition() {
        return new Ramp(from, to, length).shape(Shapes.COSINE);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "cosine",
                argument("from", from),
                argument("to", to, 0),
                argument("length", length, Span.rest()));
    }

    @Override
    public String toString() {
        return text();
    }
}
