package dev.gradus.nn.plain.kernel;

/** Sums in double precision, in a fixed order of four interleaved sums. */
final class Reduction {
    private Reduction() {}

    static double sum(float[] values, int from, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int end = from + count;
        int i = from;
        for (; i <= end - 4; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < end; i++) {
            a += values[i];
        }
        return (a + b) + (c + d);
    }

    /** Returns Σ (x − center)². */
    static double squares(float[] values, int from, int count, double center) {
        double a = 0;
        double b = 0;
        int end = from + count;
        int i = from;
        for (; i <= end - 2; i += 2) {
            double x = values[i] - center;
            double y = values[i + 1] - center;
            a += x * x;
            b += y * y;
        }
        if (i < end) {
            double x = values[i] - center;
            a += x * x;
        }
        return a + b;
    }

    /** Returns Σ x · (y − center), with x and y at the same places. */
    static double products(float[] x, float[] y, int from, int count, double center) {
        double a = 0;
        double b = 0;
        int end = from + count;
        int i = from;
        for (; i <= end - 2; i += 2) {
            a += x[i] * (y[i] - center);
            b += x[i + 1] * (y[i + 1] - center);
        }
        if (i < end) {
            a += x[i] * (y[i] - center);
        }
        return a + b;
    }
}
