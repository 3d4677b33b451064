package dev.gradus.number;

import java.util.OptionalDouble;

/**
 * NaN and the infinities in JSON, which has no numbers for them. A file that a run continues from
 * (a checkpoint's state, what a controller remembers) keeps each by its name, because which one it
 * is decides the next bits. Events and tables, which other programs read as numbers, have {@code
 * null}. Readers of either accept the names.
 */
public final class NonFiniteText {
    private NonFiniteText() {}

    /**
     * Returns a number as files that a run continues from keep it.
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
