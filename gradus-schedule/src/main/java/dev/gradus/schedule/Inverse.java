package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;

/**
 * Decay by a power of time: initial/(1 + rate·t/per)^power. Has no end.
 *
 * @param initial the first value
 * @param rate 0 or more
 * @param power 1 by default
 * @param per the unit of time; one step by default
 * @see <a href="https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/">Keras'
 *     InverseTimeDecay</a> (power 1), DL4J's InverseSchedule
 */
public record Inverse(double initial, double rate, double power, Span per) implements Schedule {
    /** Checks the numbers. */
    public Inverse {
        Require.finite(initial, "inverse", "initial");
        Require.notNegative(rate, "inverse", "rate");
        Require.finite(power, "inverse", "power");
    }

    /**
     * Decay with power 1, in steps.
     *
     * @param initial the first value
     * @param rate how fast the value falls, per step
     */
    public Inverse(double initial, double rate) {
        this(initial, rate, 1, Span.steps(1));
    }

    /**
     * {@return this decay with another power}
     *
     * @param power the exponent
     */
    public Inverse power(double power) {
        return new Inverse(initial, rate, power, per);
    }

    /**
     * {@return this decay with time counted in another unit}
     *
     * @param per the span that counts as 1
     */
    public Inverse per(Span per) {
        return new Inverse(initial, rate, power, per);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "inverse",
                argument("initial", initial),
                argument("rate", rate),
                option("power", power, 1),
                option("per", per, Span.steps(1)));
    }

    @Override
    public String toString() {
        return text();
    }
}
