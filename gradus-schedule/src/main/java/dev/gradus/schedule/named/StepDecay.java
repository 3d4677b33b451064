package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.Exponential;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;

/**
 * A drop by a factor once per period: initial·factor^⌊(t + ahead)/period⌋.
 *
 * <p>Two conventions are in use: ⌊E/D⌋ with E the epoch from 0, and ⌊(1+E)/D⌋, which drops one
 * epoch earlier. The second is {@code stepDecay(0.1, 0.5, epochs(10)).ahead(epochs(1))}.
 *
 * @param initial the first value
 * @param factor greater than 0; below 1 it decays
 * @param period the length of a stair
 * @param ahead how much earlier every drop comes; 0 by default
 * @see "PyTorch's StepLR, timm's StepLRScheduler, DL4J's StepSchedule"
 */
public record StepDecay(double initial, double factor, Span period, Span ahead)
        implements NamedSchedule {
    /** Checks the numbers. */
    public StepDecay {
        Require.finite(initial, "stepDecay", "initial");
        Require.positive(factor, "stepDecay", "factor");
    }

    /**
     * Drops at the multiples of the period.
     *
     * @param initial the first value
     * @param factor what each change multiplies the value by
     * @param period the time between drops
     */
    public StepDecay(double initial, double factor, Span period) {
        this(initial, factor, period, Span.steps(0));
    }

    /**
     * {@return this decay with every drop earlier by {@code ahead}}
     *
     * @param ahead how much earlier
     */
    public StepDecay ahead(Span ahead) {
        return new StepDecay(initial, factor, period, ahead);
    }

    @Override
    public Schedule definition() {
        var stairs = new Exponential(initial, factor, period).every(period);
        return ahead.equals(Span.steps(0)) ? stairs : stairs.shift(ahead);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "stepDecay",
                argument("initial", initial),
                argument("factor", factor),
                argument("period", period),
                option("ahead", ahead, Span.steps(0)));
    }

    @Override
    public String toString() {
        return text();
    }
}
