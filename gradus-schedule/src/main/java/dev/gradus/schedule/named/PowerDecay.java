package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.Inverse;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;

/**
 * Power scheduling: initial/(1 + t/s)^power. After s steps the value is a half with power 1, a
 * quarter with power 2.
 *
 * @param initial the first value
 * @param span s
 * @param power 1 by default
 * @see "Géron, Hands-On Machine Learning, chapter 11; Keras' InverseTimeDecay is the case of power
 *     1"
 */
public record PowerDecay(double initial, Span span, double power) implements NamedSchedule {
    /** Checks the numbers. */
    public PowerDecay {
        Require.finite(initial, "powerDecay", "initial");
        Require.finite(power, "powerDecay", "power");
    }

    /**
     * Decay with power 1.
     *
     * @param initial the first value
     * @param span s, the time after which the value is half of the first
     */
    public PowerDecay(double initial, Span span) {
        this(initial, span, 1);
    }

    /**
     * {@return this decay with another power}
     *
     * @param power the exponent
     */
    public PowerDecay power(double power) {
        return new PowerDecay(initial, span, power);
    }

    @Override
    public Schedule definition() {
        return new Inverse(initial, 1).power(power).per(span);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "powerDecay",
                argument("initial", initial),
                argument("span", span),
                option("power", power, 1));
    }

    @Override
    public String toString() {
        return text();
    }
}
