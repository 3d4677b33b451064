package dev.gradus.bench.system;

import com.sun.management.OperatingSystemMXBean;
import dev.gradus.number.Text;
import java.lang.management.ManagementFactory;
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
    private static final int LEAST_STEPS = 3;
    private static final int MOST_STEPS = 1_000_000;

    /**
     * Makes steps for a while, and returns how long they took.
     *
     * @param seconds how long, above 0; at least three steps are made
     */
    public static StepTimes of(Runnable step, double seconds) {
        double[] times = new double[1024];
        double workedBefore = processorSeconds();
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long before = System.nanoTime();
        while ((before < end && count < MOST_STEPS) || count < LEAST_STEPS) {
            step.run();
            long after = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count] = (after - before) * 1e-9;
            count++;
            before = after;
        }
        return of(Arrays.copyOf(times, count), processorSeconds() - workedBefore);
    }

    /** Returns how long all cores together have worked for this process, in seconds. */
    public static double processorSeconds() {
        var bean = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return bean.getProcessCpuTime() * 1e-9;
    }

    /** Returns them as one line, the way back of {@link #parse}. */
    public String text() {
        return Text.of("%d %s %s %s", steps, best, median, processor);
    }

    /** Reads what {@link #text} wrote. */
    static StepTimes parse(String line) {
        String[] words = line.split(" ", -1);
        return new StepTimes(
                Integer.parseInt(words[0]),
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]));
    }

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
