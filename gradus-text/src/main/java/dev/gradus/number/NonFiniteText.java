package dev.gradus.number;

import java.util.OptionalDouble;

/**
 * NaN and the infinities in JSON, which has no numbers for them. Files that a run continues from (a
 * checkpoint's state, what a controller remembers) keep each by its name, because the next bits
 * depend on which one it is. Events and tables, which other programs read as numbers, have {@code
 * null}. Readers of both accept the names.
 */
public final class NonFiniteText {
    private NonFiniteText() {}

    /**
     * Returns a number as it is kept in files that a run continues from.
     *
     * @param value any double
     * @return the double itself, or its name if it is not finite; {@link #read} reads the name
     */
    public static Object orName(double value) {
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }

    /**
     * Reads such a name.
     *
     * @param text any text
     * @return the number that {@code NaN}, {@code Infinity} or {@code -Infinity} names; empty for
     *     anything else
     */
    public static OptionalDouble read(String text) {
        return switch (text) {
            case "NaN" -> OptionalDouble.of(Double.NaN);
            case "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
        };
    }
}
