package dev.gradus.onednn.plan;

/** Looks for NaN and infinity among values. */
public final class NonFiniteValues {
    private NonFiniteValues() {}

    /** Returns whether some value is NaN or infinite. */
    public static boolean hasAny(float[] values, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            // NaN stays the largest. The compiler vectorizes this, unlike sums of 0 times each.
            largest = Math.max(largest, Math.abs(values[i]));
        }
        // Written so that NaN fails the comparison.
        return !(largest <= Float.MAX_VALUE);
    }
}
