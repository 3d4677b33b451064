package dev.gradus.nn.plain.kernel;

/** Numbers with 8 of the 24 significant bits of float32, stored in floats. */
final class Bfloat16 {
    private static final int INFINITY = 0x7f80_0000;
    private static final int KEPT = 0xffff_0000;

    private Bfloat16() {}

    /** Writes the nearest numbers, ties to even. */
    static void round(float[] source, float[] target, int from, int to) {
        for (int i = from; i < to; i++) {
            target[i] = nearest(source[i]);
        }
    }

    private static float nearest(float value) {
        int bits = Float.floatToRawIntBits(value);
        int even = bits >>> 16 & 1;
        int rounded = bits + 0x7fff + even & KEPT;
        return (bits & Integer.MAX_VALUE) > INFINITY ? value : Float.intBitsToFloat(rounded);
    }
}
