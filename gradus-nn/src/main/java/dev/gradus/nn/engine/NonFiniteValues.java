package dev.gradus.nn.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Looks for NaN and infinity among values. */
public final class NonFiniteValues {
    private static final int MAGNITUDE = 0x7fff_ffff;
    private static final int LOWEST_OF_EXPONENT = 0x0080_0000;

    private NonFiniteValues() {}

    /**
     * {@return whether some value is NaN or infinite}
     *
     * @param values the values
     * @param from the first to look at
     * @param to the end, exclusive
     */
    public static boolean hasAny(float[] values, int from, int to) {
        MemorySegment bits = MemorySegment.ofArray(values);
        int signs = 0;
        // Exponents of NaN and infinity have all bits set, so adding one to them carries into the
        // sign. The compiler vectorizes this loop for an index of type long, unlike one over
        // Float.floatToRawIntBits; one over Math.max takes six times as long.
        for (long i = from; i < to; i++) {
            signs |= (bits.getAtIndex(ValueLayout.JAVA_INT, i) & MAGNITUDE) + LOWEST_OF_EXPONENT;
        }
        return signs < 0;
    }
}
