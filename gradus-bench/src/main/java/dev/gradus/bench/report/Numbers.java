package dev.gradus.bench.report;

import java.util.Arrays;
import java.util.List;

/** Averages. */
public final class Numbers {
    private Numbers() {}

    /** Returns Σ x / n, NaN for none. */
    public static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    }

    /** Returns the middle value, of an even number the mean of the middle two; NaN for none. */
    public static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1
                        ? sorted[middle]
                        : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Returns the highest value, NaN for none. */
    public static double highest(List<Double> values) {
        return values.stream().mapToDouble(value -> value).max().orElse(Double.NaN);
    }

    /** Returns Σ (x − mean)² / n. */
    public static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(Double.NaN);
    }

    /** Returns the standard error of a mean, √(Σ (x − mean)² / (n (n − 1))). */
    public static double standardError(List<Double> values) {
        double[] all = values.stream().mapToDouble(value -> value).toArray();
        return Math.sqrt(variance(all) / (all.length - 1));
    }
}
