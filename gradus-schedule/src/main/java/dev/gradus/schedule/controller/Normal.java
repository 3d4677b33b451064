package dev.gradus.schedule.controller;

/** The normal distribution, the same on every machine. */
final class Normal {
    private static final double SERIES_UP_TO = 3;
    private static final int FRACTION_DEPTH = 200;

    private Normal() {}

    /** Φ(z), to about 1e-15. */
    static double below(double z) {
        if (Double.isNaN(z)) {
            return Double.NaN;
        }
        if (Math.abs(z) < SERIES_UP_TO) {
            return 0.5 + density(z) * series(z);
        }
        double tail = Math.abs(z) > 40 ? 0 : density(z) / fraction(Math.abs(z));
        return z < 0 ? tail : 1 - tail;
    }

    private static double density(double z) {
        return StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** z + z³/3 + z⁵/(3·5) + …; Marsaglia 2004. */
    private static double series(double z) {
        double term = z;
        double sum = z;
        for (int odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
            term *= z * z / odd;
            sum += term;
        }
        return sum;
    }

    /** z + 1/(z + 2/(z + 3/(z + …))), Laplace's continued fraction of the tail. */
    private static double fraction(double z) {
        double value = z;
        for (int k = FRACTION_DEPTH; k > 0; k--) {
            value = z + k / value;
        }
        return value;
    }
}
