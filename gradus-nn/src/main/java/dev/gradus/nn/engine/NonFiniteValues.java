package dev.gradus.nn.engine;

/** Looks for NaN and infinity among values. */
public final class NonFiniteValues {
    private NonFiniteValues() {}

    /**
     * {@return whether some value is NaN or infinite}
     *
     * @param values the values
     * @param from the first to look at
     * @param to the end, exclusive
     */
    public static boolean hasAny(float[] values, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            // NaN stays the largest. The compiler vectorizes this loop, unlike one over the bits of
            // the values or over sums of 0 times each.
            largest = Math.max(largest, Math.abs(values[i]));
        }
        // Written so that NaN fails the comparison.
        return !(largest <= Float.MAX_VALUE);
    }
}
