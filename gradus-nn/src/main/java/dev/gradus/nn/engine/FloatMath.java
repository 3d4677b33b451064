package dev.gradus.nn.engine;

/**
 * Elementary functions for floats: the same bits on every machine, nearly correctly rounded, and
 * fast in loops, since they consist of additions, multiplications, divisions, minima and maxima of
 * doubles, of which the compiler makes vector instructions. Each takes a float and its result is
 * good to a relative error of about 1e-9, to be rounded to a float.
 */
public final class FloatMath {
    /** Where eˣ as a float is 0, and 0 it stays. */
    private static final double EXP_LOWEST = -104;

    private static final double EXP_HIGHEST = 104;

    private FloatMath() {}

    /** Returns eˣ, as (e^(x/512))^512. */
    public static double exp(double x) {
        double r = Math.max(EXP_LOWEST, Math.min(EXP_HIGHEST, x)) * 0x1p-9;
        double p =
                1
                        + r
                                * (1
                                        + r
                                                * (1 / 2.0
                                                        + r
                                                                * (1 / 6.0
                                                                        + r
                                                                                * (1 / 24.0
                                                                                        + r
                                                                                                * (1
                                                                                                                / 120.0
                                                                                                        + r
                                                                                                                / 720.0)))));
        p *= p;
        p *= p;
        p *= p;
        p *= p;
        p *= p;
        p *= p;
        p *= p;
        p *= p;
        p *= p;
        return p;
    }

    /** Returns 1 / (1 + e⁻ˣ). */
    public static double sigmoid(double x) {
        return 1 / (1 + exp(-x));
    }

    /** Returns eˣ − 1, as exact near 0 as anywhere. */
    public static double expm1(double x) {
        double r = Math.max(EXP_LOWEST, Math.min(EXP_HIGHEST, x)) * 0x1p-9;
        double p = 1 / 720.0;
        p = 1 / 120.0 + r * p;
        p = 1 / 24.0 + r * p;
        p = 1 / 6.0 + r * p;
        p = 1 / 2.0 + r * p;
        p = 1 + r * p;
        p *= r;
        // (1 + p)² − 1 = p (p + 2), nine times.
        p *= p + 2;
        p *= p + 2;
        p *= p + 2;
        p *= p + 2;
        p *= p + 2;
        p *= p + 2;
        p *= p + 2;
        p *= p + 2;
        p *= p + 2;
        return p;
    }

    /** Returns the hyperbolic tangent. */
    public static double tanh(double x) {
        double p = expm1(2 * x);
        return p / (p + 2);
    }

    /** Returns the share of a normal distribution with mean 0 and deviation 1 that lies below x. */
    public static double normalDistribution(double x) {
        double t = 2 / (2 + Math.abs(x) * Math.sqrt(0.5));
        double tail = 0.5 * t * tailFactor(2 * t - 1) * exp(-0.5 * x * x);
        return x < 0 ? tail : 1 - tail;
    }

    /**
     * Returns erfc(z) · exp(z²) / t for s = 2t − 1 and t = 2 / (2 + z), z ≥ 0: a Chebyshev fit to
     * 40-digit values, good to 1e-11.
     */
    private static double tailFactor(double s) {
        double p = -1.0093190212501183e-06;
        p = 1.1731599443010027e-06 + s * p;
        p = 6.384701680417476e-06 + s * p;
        p = -1.2614929437404485e-05 + s * p;
        p = -1.5454019634830692e-05 + s * p;
        p = 7.333363836323765e-05 + s * p;
        p = -1.80531162300213e-05 + s * p;
        p = -0.00033194957827866747 + s * p;
        p = 0.00041890905424661894 + s * p;
        p = 0.001545394983642456 + s * p;
        p = -0.0032396340514675875 + s * p;
        p = -0.010755340702855398 + s * p;
        p = 0.01822111871465934 + s * p;
        p = 0.13973604669627046 + s * p;
        p = 0.34358034214532973 + s * p;
        return 0.5107913526180153 + s * p;
    }

    /** Returns ln(1 + u) for u in [0, 1]. */
    public static double log1p(double u) {
        return StrictMath.log1p(u);
    }

    /** Returns the nearest finite float; NaN stays NaN. */
    static float narrowed(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
}
