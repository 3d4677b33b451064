package dev.gradus.studio.record;

/** The last, the least and the greatest value of a number. */
final class Range {
    private double last = Double.NaN;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    void add(double value) {
        last = value;
        if (value < least) {
            least = value;
        }
        if (value > greatest) {
            greatest = value;
        }
    }

    MetricRange value() {
        return new MetricRange(
                last,
                Double.isInfinite(least) ? Double.NaN : least,
                Double.isInfinite(greatest) ? Double.NaN : greatest,
                Double.NaN);
    }
}
