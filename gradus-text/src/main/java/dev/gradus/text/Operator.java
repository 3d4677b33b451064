package dev.gradus.text;

import dev.gradus.number.Elementary;

/**
 * The operators of formulas, with Python's meaning; a comparison yields 1 or 0. Results are the
 * same on every machine.
 */
public enum Operator {
    /** The sum. */
    ADD("+"),
    /** The difference. */
    SUBTRACT("-"),
    /** The product. */
    MULTIPLY("*"),
    /** The quotient. */
    DIVIDE("/"),
    /** The quotient rounded down, as Python's. */
    FLOOR_DIVIDE("//"),
    /** The remainder with the sign of the divisor, as Python's. */
    MODULO("%"),
    /** The power. */
    POWER("**"),
    /** 1 if a is less than b, else 0. */
    LESS("<"),
    /** 1 if a is at most b, else 0. */
    LESS_OR_EQUAL("<="),
    /** 1 if a is greater than b, else 0. */
    GREATER(">"),
    /** 1 if a is at least b, else 0. */
    GREATER_OR_EQUAL(">="),
    /** 1 if both are equal, else 0. */
    EQUAL("=="),
    /** 1 if they differ, else 0. */
    NOT_EQUAL("!="),
    /** 1 if neither is 0, else 0. */
    AND("and"),
    /** 1 unless both are 0, else 0. */
    OR("or");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    static Operator written(String symbol) {
        for (Operator operator : values()) {
            if (operator.symbol.equals(symbol)) {
                return operator;
            }
        }
        throw new IllegalArgumentException("no operator is written " + symbol);
    }

    /** {@return how it is written} */
    public String symbol() {
        return symbol;
    }

    /**
     * {@return the value of {@code a operator b}}
     *
     * @param a the left operand
     * @param b the right operand
     */
    public double apply(double a, double b) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case FLOOR_DIVIDE -> StrictMath.floor((a - modulo(a, b)) / b);
            case MODULO -> modulo(a, b);
            case POWER -> Elementary.power(a, b);
            case LESS -> truth(a < b);
            case LESS_OR_EQUAL -> truth(a <= b);
            case GREATER -> truth(a > b);
            case GREATER_OR_EQUAL -> truth(a >= b);
            case EQUAL -> truth(a == b);
            case NOT_EQUAL -> truth(a != b);
            case AND -> a == 0 ? a : b;
            case OR -> a != 0 ? a : b;
        };
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    /** Python's remainder, which has the sign of the divisor. */
    private static double modulo(double a, double b) {
        double remainder = a % b;
        return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
    }
}
