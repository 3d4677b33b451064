package dev.gradus.prepare.statistics;

/**
 * Mean, deviation and skewness of numbers.
 *
 * @param mean Σ x / n
 * @param deviation √(Σ (x − mean)² / n)
 * @param skewness Σ (x − mean)³ / (n · deviation³), 0 where all are equal
 * @param reach the largest |x − mean| / deviation, 0 where all are equal
 */
public record Moments(double mean, double deviation, double skewness, double reach) {
    /** Squares and cubes of numbers up to this power of two neither overflow nor vanish. */
    private static final int MOST_EXPONENT = 300;

    /**
     * {@return the moments of numbers}
     *
     * @param values finite numbers
     */
    public static Moments of(double[] values) {
        double greatest = 0;
        for (double value : values) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        int exponent = greatest == 0 ? 0 : Math.getExponent(greatest);
        return Math.abs(exponent) > MOST_EXPONENT ? scaled(values, exponent) : moments(values);
    }

    /** Multiplies by a power of two, which changes no digit, before anything is squared. */
    private static Moments scaled(double[] values, int exponent) {
        double[] near = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            near[i] = Math.scalb(values[i], -exponent);
        }
        Moments moments = moments(near);
        return new Moments(
                Math.scalb(moments.mean, exponent),
                Math.scalb(moments.deviation, exponent),
                moments.skewness,
                moments.reach);
    }

    private static Moments moments(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value / values.length;
        }
        double square = 0;
        double cube = 0;
        double farthest = 0;
        for (double value : values) {
            double distance = value - sum;
            square += distance * distance;
            cube += distance * distance * distance;
            farthest = Math.max(farthest, Math.abs(distance));
        }
        double deviation = StrictMath.sqrt(square / values.length);
        boolean isFlat = !(deviation > 1e-12 * Math.max(Math.abs(sum), Double.MIN_NORMAL));
        return isFlat
                ? new Moments(sum, 0, 0, 0)
                : new Moments(
                        sum,
                        deviation,
                        cube / values.length / (deviation * deviation * deviation),
                        farthest / deviation);
    }
}
