package dev.gradus.onednn;

import java.util.BitSet;

/**
 * Which parts of a program's state were written with values that are not finite. A maximum pool of
 * oneDNN takes -infinity for the smallest finite number and sets no flag, so an infinite bias
 * before it would go unnoticed.
 */
final class FiniteState {
    private final BitSet infinite = new BitSet();

    /** Takes note of the values that were written to an entry. */
    void note(int entry, float[] values, int count) {
        infinite.set(entry, !areFinite(values, count));
    }

    boolean isFinite() {
        return infinite.isEmpty();
    }

    private static boolean areFinite(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
