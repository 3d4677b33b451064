package dev.gradus.nn.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;

/** How far apart two arrays are, by the length of their difference. */
final class Closeness {
    private Closeness() {}

    static double length(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /**
     * Fails unless |actual − expected| ≤ tolerance · max(|expected|, scale / 100).
     *
     * @param scale what a value that should be 0 is small against
     */
    static void check(
            String what, double[] actual, double[] expected, double scale, double tolerance) {
        double[] difference = new double[expected.length];
        int worst = 0;
        for (int i = 0; i < expected.length; i++) {
            difference[i] = actual[i] - expected[i];
            worst = Math.abs(difference[i]) > Math.abs(difference[worst]) ? i : worst;
        }
        double allowed = tolerance * Math.max(length(expected), scale / 100);
        // Written so that NaN fails.
        assertThat(length(difference) <= allowed)
                .as(
                        "%s: %s apart, allowed %s; worst at %d: %s instead of %s",
                        what, length(difference), allowed, worst, actual[worst], expected[worst])
                .isTrue();
    }

    static double[] widened(float[] values, int count) {
        double[] wide = new double[count];
        for (int i = 0; i < count; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** Returns the length of the difference. */
    static double distance(double[] a, double[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            double apart = apart(a[i], b[i]);
            squares += apart * apart;
        }
        return Math.sqrt(squares);
    }

    /** What is no number in both is the same; in one of them alone, infinitely apart. */
    static double apart(double a, double b) {
        if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
            return 0;
        }
        double apart = Math.abs(a - b);
        return Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
    }
}
