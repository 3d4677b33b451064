package dev.gradus.bench.system;

import java.util.Arrays;
import java.util.Collection;

/**
 * How long steps took.
 *
 * @param steps how many were measured, at least 1
 * @param best the shortest, in seconds
 * @param median the middle one, in seconds
 * @param processor how long all cores together worked for one, on average, in seconds: it hardly
 *     grows when others want the cores, but does not show when one of them was idle
 */
public record StepTimes(int steps, double best, double median, double processor) {
    /**
     * Returns what there is to say of these single times, in seconds; at least one.
     *
     * @param processor how long all cores together worked meanwhile, in seconds
     */
    public static StepTimes of(double[] seconds, double processor) {
        return new StepTimes(
                seconds.length,
                Arrays.stream(seconds).min().orElseThrow(),
                median(seconds),
                processor / seconds.length);
    }

    /**
     * Returns the best of all rounds, the median of their medians and the least work of the cores;
     * at least one round.
     */
    public static StepTimes of(Collection<StepTimes> rounds) {
        return new StepTimes(
                rounds.stream().mapToInt(StepTimes::steps).sum(),
                rounds.stream().mapToDouble(StepTimes::best).min().orElseThrow(),
                median(rounds.stream().mapToDouble(StepTimes::median).toArray()),
                rounds.stream().mapToDouble(StepTimes::processor).min().orElseThrow());
    }

    /** Returns the middle one of these values, the mean of two where two are in the middle. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
