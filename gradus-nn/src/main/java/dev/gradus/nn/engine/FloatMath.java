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

    /** Returns ln(1 + u) for u in [0, 1]. */
    public static double log1p(double u) {
        return StrictMath.log1p(u);
    }

    /** Returns the nearest finite float; NaN stays NaN. */
    static float narrowed(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
}
