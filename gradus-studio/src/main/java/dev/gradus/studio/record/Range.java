package dev.gradus.studio.record;

/** What a number went through: the last, the least and the greatest of its values. */
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
