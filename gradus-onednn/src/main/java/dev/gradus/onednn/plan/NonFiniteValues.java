package dev.gradus.onednn.plan;

/** Looks for NaN and infinity among values. */
public final class NonFiniteValues {
    private static final int STRIDE = 8;

    private NonFiniteValues() {}

    /**
     * Returns whether some value is NaN or infinite: 0 times such a value is NaN, and so is every
     * sum that contains it. Independent partial sums take an eighth of the time.
     */
    public static boolean hasAny(float[] values, int from, int to) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = from;
        for (; i + STRIDE <= to; i += STRIDE) {
            a += 0 * values[i];
            b += 0 * values[i + 1];
            c += 0 * values[i + 2];
            d += 0 * values[i + 3];
            e += 0 * values[i + 4];
            f += 0 * values[i + 5];
            g += 0 * values[i + 6];
            h += 0 * values[i + 7];
        }
        for (; i < to; i++) {
            a += 0 * values[i];
        }
        return Float.isNaN(a + b + c + d + e + f + g + h);
    }
}
