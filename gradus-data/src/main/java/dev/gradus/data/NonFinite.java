package dev.gradus.data;

import dev.gradus.nn.engine.NonFiniteValues;

/** Finds numbers that are not finite. */
public final class NonFinite {
    private NonFinite() {}

    /**
     * {@return the place, counted from {@code offset}, of the first NaN or infinite value, or -1}
     *
     * @param values the values
     * @param offset where to begin
     * @param length how many to look at
     */
    public static int find(float[] values, int offset, int length) {
        if (!NonFiniteValues.hasAny(values, offset, offset + length)) {
            return -1;
        }
        int column = 0;
        while (Float.isFinite(values[offset + column])) {
            column++;
        }
        return column;
    }
}
