package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;

import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;
import java.util.Optional;

/**
 * One value for a while.
 *
 * @param value a finite number
 * @param length how long; the rest by default
 */
public record Hold(double value, Span length) implements Schedule {
    /** Checks the value. */
    public Hold {
        Require.finite(value, "hold", "value");
    }

    /**
     * One value for the rest of the run.
     *
     * @param value the value
     */
    public Hold(double value) {
        this(value, Span.rest());
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "hold", argument("value", value), argument("length", length, Span.rest()));
    }

    /**
     * Returns an operand of a combinator. A constant is written as a plain number.
     *
     * @param name of the combinator's component
     * @param value the component
     */
    static Spelling.Word operand(String name, Schedule value) {
        boolean isPlain = value instanceof Hold hold && Openness.isConstant(hold);
        Object inText = isPlain ? ((Hold) value).value() : value;
        return new Spelling.Argument(name, value, inText, Optional.empty());
    }

    @Override
    public String toString() {
        return text();
    }
}
