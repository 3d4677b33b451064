package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.component;

import dev.gradus.schedule.spelling.Spelling;
import dev.gradus.text.Formula;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of your own: f(t/per). Has no end. A formula can be read back from its text. A Java
 * function cannot, so a schedule with one cannot be saved.
 *
 * @param name the formula, or what to call the function in text and explanations
 * @param function a pure function, finite for every t ≥ 0
 * @param per the unit of time; one step by default
 */
public record Law(String name, DoubleUnaryOperator function, Span per) implements Schedule {
    /**
     * A function of the step.
     *
     * @param name how the function is called in text
     * @param function the value at a time
     */
    public Law(String name, DoubleUnaryOperator function) {
        this(name, function, Span.steps(1));
    }

    /**
     * {@return this law with time counted in another unit, for example in epochs}
     *
     * @param per the span that counts as 1
     */
    public Law per(Span per) {
        return new Law(name, function, per);
    }

    /**
     * Returns whether the text form can be read back.
     *
     * @return true for a formula, false for a function written in Java
     */
    public boolean isFormula() {
        return function instanceof Formula;
    }

    @Override
    public Spelling spelling() {
        return isFormula()
                ? Spelling.verbatim(
                        "law", written(), component("name", name), component("per", per))
                : Spelling.verbatim("law", written(), new Spelling.Unsaved(reason()));
    }

    private String written() {
        var call = "law(\"" + name + "\"" + (isFormula() ? ")" : ", …)");
        return per.equals(Span.steps(1)) ? call : call + ".per(" + per + ")";
    }

    private String reason() {
        return written()
                + " is a Java function and cannot be saved; write it as a formula, such as law(\"0.1 * 0.95^t\")";
    }

    @Override
    public String toString() {
        return text();
    }
}
