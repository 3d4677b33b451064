package dev.gradus.text;

import java.util.function.DoubleUnaryOperator;

/**
 * A function of one variable given as text: {@code 0.95**t}, {@code 0.5 if t%2 else 1}, {@code
 * (1+cos(pi t/6))/2}, {@code lambda epoch: 1/(1+epoch)}, {@code t -> 0.1 * Math.exp(-t)}.
 *
 * <p>Operators have Python's meaning and precedence ({@code /} never truncates, {@code **} or
 * {@code ^} is the power, {@code %} has the sign of the divisor); two factors side by side are
 * multiplied. Functions: cos, sin, tan, tanh, sqrt, exp, log, log2, log10, floor, ceil, round, abs,
 * int, min, max, pow, clip, and product(f) for f(1)·f(2)···f(t); constants: pi, e. The variable of
 * a formula without a lambda is called {@code t}, {@code step}, {@code epoch} or {@code iteration}.
 * Evaluation allocates nothing and gives the same bits on every machine. Two formulas are equal
 * when their texts are.
 */
public final class Formula implements DoubleUnaryOperator {
    private final String text;
    private final DoubleUnaryOperator function;

    private Formula(String text, DoubleUnaryOperator function) {
        this.text = text;
        this.function = function;
    }

    /**
     * Compiles a formula.
     *
     * @param text a formula in {@code t}, as {@code 0.1 * 0.95^t}
     * @return the compiled formula
     * @throws TextException when it cannot be read, or names an unknown function or variable
     */
    public static Formula of(String text) {
        Expression parsed = new Parser(text, Parser.Juxtaposition.MULTIPLIES).single();
        return new Formula(text.strip(), FormulaCompiler.compile(parsed));
    }

    /**
     * Compiles a formula that was read as an argument: a quoted text, a lambda, or arithmetic in
     * {@code t}.
     *
     * @param expression the argument
     * @return the compiled formula
     * @throws TextException when it is not a formula
     */
    public static Formula of(Expression expression) {
        return expression instanceof Expression.Text(String quoted, _)
                ? of(quoted)
                : new Formula(expression.place().text(), FormulaCompiler.compile(expression));
    }

    /**
     * {@return the value at {@code t}}
     *
     * @param t the variable of the formula
     */
    public double at(double t) {
        return function.applyAsDouble(t);
    }

    @Override
    public double applyAsDouble(double t) {
        return function.applyAsDouble(t);
    }

    /**
     * Returns the formula as it was written.
     *
     * @return the text of the formula
     */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formula formula && formula.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
