package dev.gradus.studio.record;

import dev.gradus.run.history.Series;

/** The last, the least and the greatest value of a number. */
final class Range {
    private double last = Double.NaN;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** Returns the range of a curve. */
    static Range of(Series series) {
        var range = new Range();
        for (int i = 0; i < series.size(); i++) {
            range.add(series.y(i));
        }
        return range;
    }

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
