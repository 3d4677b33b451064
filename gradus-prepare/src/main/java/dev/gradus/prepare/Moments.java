package dev.gradus.prepare;

/**
 * Mean, deviation and skewness of numbers.
 *
 * @param mean Σ x / n
 * @param deviation √(Σ (x − mean)² / n)
 * @param skewness Σ (x − mean)³ / (n · deviation³), 0 where all are equal
 * @param reach the largest |x − mean| / deviation, 0 where all are equal
 */
record Moments(double mean, double deviation, double skewness, double reach) {
    static Moments of(double[] values) {
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
