package dev.gradus.nn.engine;

/**
 * Elementary functions for floats: the same bits on every machine, the nearest float or its
 * neighbour, and fast in a loop over an array.
 *
 * <p>They compute in doubles, to a relative error of about 1e-9, with nothing but sums, products,
 * divisions, minima and maxima, which the compiler turns into vector instructions; the intrinsics
 * behind {@link Math} differ between machines and keep a loop from being vectorized. NaN stays NaN.
 */
public final class FloatMath {
    /** Beyond it eˣ is 0 or infinite as a float. */
    private static final double EXP_RANGE = 104;

    private FloatMath() {}

    /**
     * {@return eˣ}
     *
     * @param x the argument
     */
    public static float exp(float x) {
        return (float) exponential(x);
    }

    /**
     * {@return eˣ − 1, good near 0}
     *
     * @param x the argument
     */
    public static float expm1(float x) {
        return (float) exponentialMinusOne(x);
    }

    /**
     * {@return the hyperbolic tangent}
     *
     * @param x the argument
     */
    public static float tanh(float x) {
        double e = exponentialMinusOne(2.0 * x);
        return (float) (e / (e + 2));
    }

    /**
     * {@return 1 / (1 + e⁻ˣ)}
     *
     * @param x the argument
     */
    public static float sigmoid(float x) {
        return (float) logistic(x);
    }

    /**
     * Fills y with ln(1 + eˣ) at the places from {@code from} until before {@code to}. Two loops:
     * the compiler does not vectorize a single one, which would be too long.
     *
     * @param x the argument
     * @param y another array than x
     * @param from the first place
     * @param to the first place that is not computed
     */
    public static void softplus(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) exponential(-Math.abs(x[i]));
        }
        for (int i = from; i < to; i++) {
            y[i] = (float) (Math.max(x[i], 0) + logOfOnePlus(y[i]));
        }
    }

    /**
     * Fills y with the distribution function of the normal distribution, Φ(x) = (1 + erf(x / √2)) /
     * 2, at the places from {@code from} until before {@code to}.
     *
     * @param x the argument
     * @param y another array than x
     * @param from the first place
     * @param to the first place that is not computed
     */
    public static void normalDistribution(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) exponential(-0.5 * x[i] * x[i]);
        }
        for (int i = from; i < to; i++) {
            double tail = y[i] * tailFactor(Math.abs(x[i]));
            float right = Math.max(0, Math.signum(x[i]));
            y[i] = (float) (tail + right * (1 - 2 * tail));
        }
    }

    /**
     * Returns Φ(−x) / e^(−x²/2) for x from 0 to where Φ(−x) is 0 as a float; for coefficients and
     * their error see tools/fixtures/normal_distribution.py.
     */
    private static double tailFactor(double x) {
        double t = 1 / (1 + 0.3 * x);
        double p = 0.11429182063678 + t * -0.020962732361678;
        p = -0.23259967899113 + t * p;
        p = 0.19764255497184 + t * p;
        p = -0.084282069150582 + t * p;
        p = 0.098743451393892 + t * p;
        p = 0.077508623863255 + t * p;
        p = 0.11041998012557 + t * p;
        p = 0.11955029574334 + t * p;
        p = 0.11968775188825 + t * p;
        return t * p;
    }

    /**
     * {@return ln(1 + eˣ)}
     *
     * @param x the argument
     */
    public static double softMaximum(double x) {
        return Math.max(x, 0) + logOfOnePlus(exponential(-Math.abs(x)));
    }

    /** Returns ln(1 + u) for u in [0, 1], as 2 artanh(u / (2 + u)). */
    private static double logOfOnePlus(double u) {
        double s = u / (2 + u);
        double z = s * s;
        double p = 1 / 15.0 + z * (1 / 17.0);
        p = 1 / 13.0 + z * p;
        p = 1 / 11.0 + z * p;
        p = 1 / 9.0 + z * p;
        p = 1 / 7.0 + z * p;
        p = 1 / 5.0 + z * p;
        p = 1 / 3.0 + z * p;
        p = 1 + z * p;
        return 2 * s * p;
    }

    /**
     * {@return eˣ, as (e^(x/1024))^1024}
     *
     * @param x the argument
     */
    public static double exponential(double x) {
        double r = Math.max(-EXP_RANGE, Math.min(EXP_RANGE, x)) * 0x1p-10;
        double p = 1 / 720.0 + r * (1 / 5040.0);
        p = 1 / 120.0 + r * p;
        p = 1 / 24.0 + r * p;
        p = 1 / 6.0 + r * p;
        p = 1 / 2.0 + r * p;
        p = 1 + r * p;
        p = 1 + r * p;
        p *= p;
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

    /** Returns eˣ − 1, by e²ʳ − 1 = (eʳ − 1) · (eʳ − 1 + 2), ten times over. */
    private static double exponentialMinusOne(double x) {
        double r = Math.max(-EXP_RANGE, Math.min(EXP_RANGE, x)) * 0x1p-10;
        double p = 1 / 720.0 + r * (1 / 5040.0);
        p = 1 / 120.0 + r * p;
        p = 1 / 24.0 + r * p;
        p = 1 / 6.0 + r * p;
        p = 1 / 2.0 + r * p;
        p = 1 + r * p;
        p *= r;
        p *= p + 2;
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

    /**
     * {@return 1 / (1 + e⁻ˣ)}
     *
     * @param x the argument
     */
    public static double logistic(double x) {
        return 1 / (1 + exponential(-x));
    }

    /**
     * {@return the nearest finite float}
     *
     * @param value the number to round
     */
    public static float finite(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }
}
