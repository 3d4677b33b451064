package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;

import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;

/**
 * Decay by equal factors: initial·factor^(t/per). Has no end.
 *
 * @param initial the first value
 * @param factor greater than 0; below 1 it decays
 * @param per the time in which the value is multiplied by the factor; one step by default
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html">PyTorch's
 *     ExponentialLR</a>, Keras' ExponentialDecay, optax' exponential_decay, DL4J's
 *     ExponentialSchedule
 */
public record Exponential(double initial, double factor, Span per) implements Schedule {
    /** Checks the numbers. */
    public Exponential {
        Require.finite(initial, "exponential", "initial");
        Require.positive(factor, "exponential", "factor");
    }

    /**
     * Decay by a factor a step.
     *
     * @param initial the first value
     * @param factor what each step multiplies the value by
     */
    public Exponential(double initial, double factor) {
        this(initial, factor, Span.steps(1));
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "exponential",
                argument("initial", initial),
                argument("factor", factor),
                argument("per", per, Span.steps(1)));
    }

    @Override
    public String toString() {
        return text();
    }
}
