package dev.gradus.nn.engine;

/**
 * A number of double precision in a state of floats: its 64 bits as three whole numbers below 2²²,
 * which floats hold exactly, so that every double is restored to the bit.
 */
public final class NumberParts {
    /** How many floats hold a number. */
    public static final int COUNT = 3;

    private static final int BITS = 22;
    private static final long MASK = (1L << BITS) - 1;

    private NumberParts() {}

    /**
     * Splits a number.
     *
     * @param number the number
     * @param parts where its parts go, from 0
     */
    public static void split(double number, float[] parts) {
        long bits = Double.doubleToRawLongBits(number);
        for (int i = 0; i < COUNT; i++) {
            parts[i] = (bits >>> (i * BITS)) & MASK;
        }
    }

    /**
     * {@return the number with these parts}
     *
     * @param parts the parts, from 0
     */
    public static double joined(float[] parts) {
        long bits = 0;
        for (int i = 0; i < COUNT; i++) {
            bits |= (long) parts[i] << (i * BITS);
        }
        return Double.longBitsToDouble(bits);
    }
}
