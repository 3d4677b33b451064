package dev.gradus.data;

/** Finds numbers that are not finite. */
public final class NonFinite {
    private static final int EXPONENT = 0x7f800000;

    private NonFinite() {}

    /**
     * {@return the place, counted from {@code offset}, of the first NaN or infinite value, or -1}
     *
     * @param values the values
     * @param offset where to begin
     * @param length how many to look at
     */
    public static int find(float[] values, int offset, int length) {
        int found = 0;
        for (int i = offset; i < offset + length; i++) {
            int exponent = Float.floatToRawIntBits(values[i]) & EXPONENT;
            // Only an exponent of all ones becomes negative; the loop has no branch, so it is
            // vectorized.
            found |= exponent + 0x00800000;
        }
        if (found >= 0) {
            return -1;
        }
        int column = 0;
        while (Float.isFinite(values[offset + column])) {
            column++;
        }
        return column;
    }
}
