package dev.gradus.onednn;

import java.util.BitSet;

/**
 * Which parts of a program's state were written with values that are not finite. oneDNN's maximum
 * pool turns -infinity into the smallest finite number without setting a flag, so an infinite bias
 * before it would go unnoticed.
 */
final class FiniteState {
    private final BitSet infinite = new BitSet();

    /** Notes whether the values written to an entry are finite. */
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
