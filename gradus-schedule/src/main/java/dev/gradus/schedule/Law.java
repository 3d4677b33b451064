package dev.gradus.schedule;

import dev.gradus.schedule.text.Formula;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of your own: f(t/per). Has no end. A formula can be read back from its text; a Java
 * function cannot, and its schedule is not for a configuration that is to be saved.
 *
 * @param name the formula, or what to call the function in text and explanations
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

    /** Tells whether the text form can be read back. */
    public boolean isFormula() {
        return function instanceof Formula;
    }

    @Override
    public String text() {
        var call = "law(\"" + name + "\"" + (isFormula() ? ")" : ", …)");
        return per.equals(Span.steps(1)) ? call : call + ".per(" + per + ")";
    }

    @Override
    public String toString() {
        return text();
    }
}
