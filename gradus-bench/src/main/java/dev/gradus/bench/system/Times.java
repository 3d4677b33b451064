package dev.gradus.bench.system;

import java.util.Arrays;
import java.util.Collection;

/**
 * How long steps took.
 *
 * @param steps how many were measured, at least 1
 * @param best the shortest, in seconds
 * @param median the middle one, in seconds
 */
public record Times(int steps, double best, double median) {
    /** Returns what there is to say of these single times, in seconds; at least one. */
    public static Times of(double[] seconds) {
        return new Times(
                seconds.length, Arrays.stream(seconds).min().orElseThrow(), median(seconds));
    }

    /** Returns the best of all rounds and the median of their medians; at least one round. */
    public static Times of(Collection<Times> rounds) {
        return new Times(
                rounds.stream().mapToInt(Times::steps).sum(),
                rounds.stream().mapToDouble(Times::best).min().orElseThrow(),
                median(rounds.stream().mapToDouble(Times::median).toArray()));
    }

    /** Returns the middle one of these values, the mean of two where two are in the middle. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
