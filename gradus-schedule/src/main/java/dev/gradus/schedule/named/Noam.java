package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.Inverse;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;

/**
 * The Transformer's schedule: factor·d^−½·min(n^−½, n·W^−3/2) with n = t + 1.
 *
 * @param dimension d, the width of the model
 * @param warmup W, in steps, 1 or more
 * @param factor 1 by default
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017</a>
 */
public record Noam(long dimension, long warmup, double factor) implements NamedSchedule {
    /** Checks the numbers. */
    public Noam {
        Require.atLeast(1, dimension, "noam", "dimension");
        Require.atLeast(1, warmup, "noam", "warmup");
        Require.finite(factor, "noam", "factor");
    }

    /**
     * The schedule of the paper.
     *
     * @param dimension the width of the model, d in the paper
     * @param warmup the length of the way up in steps, at least 1
     */
    public Noam(long dimension, long warmup) {
        this(dimension, warmup, 1);
    }

    /**
     * {@return this schedule multiplied by a factor}
     *
     * @param factor what all values are multiplied by
     */
    public Noam factor(double factor) {
        return new Noam(dimension, warmup, factor);
    }

    @Override
    public Schedule definition() {
        double peak = factor / Math.sqrt((double) dimension * warmup);
        var length = Span.steps((double) warmup);
        return new Ramp(0, peak, length).then(new Inverse(peak, 1).power(0.5).per(length)).shift(1);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "noam",
                argument("dimension", dimension),
                argument("warmup", warmup),
                option("factor", factor, 1));
    }

    @Override
    public String toString() {
        return text();
    }
}
