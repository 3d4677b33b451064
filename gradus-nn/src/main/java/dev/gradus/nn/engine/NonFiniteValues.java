package dev.gradus.nn.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Looks for NaN, infinity and values that are too large among others. */
public final class NonFiniteValues {
    private static final int MAGNITUDE = 0x7fff_ffff;

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
        return hasAnyFrom(Float.POSITIVE_INFINITY, values, from, to);
    }

    /**
     * {@return whether some value is NaN, or at least this far from zero}
     *
     * @param limit the magnitude, above 0
     * @param values the values
     * @param from the first to look at
     * @param to the end, exclusive
     */
    public static boolean hasAnyFrom(float limit, float[] values, int from, int to) {
        return to - from < LONG
                ? isAnyOfFew(limit, values, from, to)
                : isAnyOfMany(limit, values, from, to);
    }

    private static boolean isAnyOfFew(float limit, float[] values, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(values[i])); // NaN stays the largest
        }
        // Written so that NaN fails the comparison.
        return !(largest < limit);
    }

    /**
     * Looks at the bits: those of magnitudes are ordered as the magnitudes are, NaN above infinity,
     * so what is missing from the limit to the sign's bit carries into it from the limit on. The
     * compiler vectorizes this loop over a segment with an index of type long, unlike one over
     * {@link Float#floatToRawIntBits}.
     */
    private static boolean isAnyOfMany(float limit, float[] values, int from, int to) {
        int missing = Integer.MIN_VALUE - Float.floatToRawIntBits(limit);
        MemorySegment bits = MemorySegment.ofArray(values);
        int signs = 0;
        for (long i = from; i < to; i++) {
            signs |= (bits.getAtIndex(ValueLayout.JAVA_INT, i) & MAGNITUDE) + missing;
        }
        return signs < 0;
    }
}
