package dev.gradus.nn.engine.update;

/**
 * Keeps each value of a gradient in [-limit, limit].
 *
 * @param limit above 0; infinite for no clipping
 */
record GradientClip(float limit) {
    /** The number of independent sums, which the processor adds in parallel. */
    private static final int LANES = 8;

    /** Clips in place; clipping again changes nothing. */
    void apply(int from, int to, float[] gradient) {
        if (limit == Float.POSITIVE_INFINITY) {
            return;
        }
        float limit = this.limit;
        for (int i = from; i < to; i++) {
            gradient[i] = Math.max(-limit, Math.min(limit, gradient[i]));
        }
    }

    /** Returns the sum of squares, added in an order that depends only on the length. */
    static double squaredNorm(int from, int to, float[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        int whole = from + (to - from) / LANES * LANES;
        for (int i = from; i < whole; i += LANES) {
            a += square(values[i]);
            b += square(values[i + 1]);
            c += square(values[i + 2]);
            d += square(values[i + 3]);
            e += square(values[i + 4]);
            f += square(values[i + 5]);
            g += square(values[i + 6]);
            h += square(values[i + 7]);
        }
        for (int i = whole; i < to; i++) {
            a += square(values[i]);
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }

    private static double square(double value) {
        return value * value;
    }
}
