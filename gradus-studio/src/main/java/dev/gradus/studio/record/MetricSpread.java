package dev.gradus.studio.record;

import java.util.List;

/**
 * A metric over the seeds of a sweep's point.
 *
 * @param values each run's, in the order of the runs, at least one
 */
public record MetricSpread(List<Double> values) {
    /** Keeps the list. */
    public MetricSpread {
        values = List.copyOf(values);
    }

    /** Returns the mean of the runs. */
    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
