package dev.gradus.number;

/**
 * Elementary functions that give the same bits on every machine and allocate nothing. {@link Math}
 * does not promise the same bits, and the sine, cosine and power of {@link StrictMath} allocate
 * small arrays.
 */
public final class Elementary {
    /**
     * Powers with whole exponents up to this one are computed by multiplying, so that 0.5³ is
     * exactly 0.125.
     */
    private static final double LARGEST_MULTIPLIED = 64;

    /** Beyond this many quarter turns the three parts of π/2 below are too few. */
    private static final double MOST_QUARTERS = 1 << 20;

    // π/2 in three parts; the first two have 33 bits, so their products with a count of quarters
    // are exact.
    private static final double QUARTER_HIGH = 0x1.921fb544p0;
    private static final double QUARTER_MIDDLE = 0x1.0b4611a6p-34;
    private static final double QUARTER_LOW = 0x1.3198a2e037073p-69;

    private Elementary() {}

    /**
     * Returns base^exponent.
     *
     * @param base 0 or greater; negative only with a whole exponent
     * @param exponent any number
     */
    public static double power(double base, double exponent) {
        if (isMultiplied(exponent)) {
            return multiplied(base, (int) exponent);
        }
        if (exponent == 0.5) {
            return Math.sqrt(base);
        }
        return base < 0
                ? StrictMath.pow(base, exponent)
                : StrictMath.exp(exponent * StrictMath.log(base));
    }

    /**
     * Returns base^exponent for a base whose logarithm is known.
     *
     * @param base greater than 0
     * @param logarithm of the base, natural
     * @param exponent any number
     */
    public static double power(double base, double logarithm, double exponent) {
        return isMultiplied(exponent)
                ? multiplied(base, (int) exponent)
                : StrictMath.exp(exponent * logarithm);
    }

    private static boolean isMultiplied(double exponent) {
        return Math.abs(exponent) <= LARGEST_MULTIPLIED && exponent == Math.rint(exponent);
    }

    private static double multiplied(double base, int exponent) {
        double product = 1;
        double square = base;
        for (int left = Math.abs(exponent); left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                product *= square;
            }
            square *= square;
        }
        return exponent < 0 ? 1 / product : product;
    }

    /** Returns the sine of an angle in radians. */
    public static double sin(double angle) {
        double quarters = Math.rint(angle * (2 / Math.PI));
        return Math.abs(quarters) < MOST_QUARTERS
                ? turned(angle, quarters, (int) quarters)
                : StrictMath.sin(angle);
    }

    /** Returns the cosine of an angle in radians. */
    public static double cos(double angle) {
        double quarters = Math.rint(angle * (2 / Math.PI));
        return Math.abs(quarters) < MOST_QUARTERS
                ? turned(angle, quarters, (int) quarters + 1)
                : StrictMath.cos(angle);
    }

    private static double turned(double angle, double quarters, int turn) {
        double rest =
                angle
                        - quarters * QUARTER_HIGH
                        - quarters * QUARTER_MIDDLE
                        - quarters * QUARTER_LOW;
        return switch (turn & 3) {
            case 0 -> smallSin(rest);
            case 1 -> smallCos(rest);
            case 2 -> -smallSin(rest);
            default -> -smallCos(rest);
        };
    }

    /** The Taylor series; enough terms for |x| ≤ π/4. */
    private static double smallSin(double x) {
        double z = x * x;
        double series =
                1 / 6.0
                        - z
                                * (1 / 120.0
                                        - z
                                                * (1 / 5040.0
                                                        - z
                                                                * (1 / 362880.0
                                                                        - z
                                                                                * (1 / 39916800.0
                                                                                        - z
                                                                                                * (1
                                                                                                                / 6227020800.0
                                                                                                        - z
                                                                                                                * (1
                                                                                                                                / 1307674368000.0
                                                                                                                        - z
                                                                                                                                * (1
                                                                                                                                        / 355687428096000.0)))))));
        return x - x * z * series;
    }

    /** The Taylor series; enough terms for |x| ≤ π/4. */
    private static double smallCos(double x) {
        double z = x * x;
        double series =
                1 / 24.0
                        - z
                                * (1 / 720.0
                                        - z
                                                * (1 / 40320.0
                                                        - z
                                                                * (1 / 3628800.0
                                                                        - z
                                                                                * (1 / 479001600.0
                                                                                        - z
                                                                                                * (1
                                                                                                                / 87178291200.0
                                                                                                        - z
                                                                                                                * (1
                                                                                                                                / 20922789888000.0
                                                                                                                        - z
                                                                                                                                * (1
                                                                                                                                        / 6402373705728000.0)))))));
        return 1 - z * (0.5 - z * series);
    }
}
