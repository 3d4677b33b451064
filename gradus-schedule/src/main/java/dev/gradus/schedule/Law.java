package dev.gradus.schedule;

import java.util.function.DoubleUnaryOperator;

/**
 * A function of your own: f(t/per). Has no end, and cannot be read back from its text, since a
 * function has none; a formula can.
 *
 * @param name what to call it in text and explanations
 * @param function pure, finite for every t from 0 on
 * @param per the unit of time; one step unless given
 */
public record Law(String name, DoubleUnaryOperator function, Span per) implements Schedule {
    /** A function of the step. */
    public Law(String name, DoubleUnaryOperator function) {
        this(name, function, Span.steps(1));
    }

    /** Returns this law with time counted in another unit, for example in epochs. */
    public Law per(Span per) {
        return new Law(name, function, per);
    }

    @Override
    public String toString() {
        return text();
    }
}
