package dev.gradus.nn.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Looks for NaN and infinity among values. */
public final class NonFiniteValues {
    private static final int MAGNITUDE = 0x7fff_ffff;
    private static final int LOWEST_OF_EXPONENT = 0x0080_0000;

    /**
     * From this many values on, looking at their bits is worth a segment, which is allocated until
     * the method is compiled: of 100,000 values that takes 4 us, by the largest of them 26.
     */
    private static final int LONG = 4096;

    private NonFiniteValues() {}

    /**
     * {@return whether some value is NaN or infinite}
     *
     * @param values the values
     * @param from the first to look at
     * @param to the end, exclusive
     */
    public static boolean hasAny(float[] values, int from, int to) {
        return to - from < LONG ? isAnyOfFew(values, from, to) : isAnyOfMany(values, from, to);
    }

    private static boolean isAnyOfFew(float[] values, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(values[i])); // NaN stays the largest
        }
        // Written so that NaN fails the comparison.
        return !(largest <= Float.MAX_VALUE);
    }

    /**
     * Looks at the bits: exponents of NaN and infinity have all bits set, so adding one to them
     * carries into the sign. The compiler vectorizes this loop over a segment with an index of type
     * long, unlike one over {@link Float#floatToRawIntBits}.
     */
    private static boolean isAnyOfMany(float[] values, int from, int to) {
        MemorySegment bits = MemorySegment.ofArray(values);
        int signs = 0;
        for (long i = from; i < to; i++) {
            signs |= (bits.getAtIndex(ValueLayout.JAVA_INT, i) & MAGNITUDE) + LOWEST_OF_EXPONENT;
        }
        return signs < 0;
    }
}
