package dev.gradus.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;

/** Counts the bytes that code allocates on the heap. */
public final class Allocation {
    private static final int RUNS = 100;

    /** How many times in a row nothing was allocated when nothing is. */
    private static final int QUIET = 5;

    private static final int MOST = 60;
    private static final ThreadMXBean JVM = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /**
     * Returns how many bytes a run allocates once it is warm, rounded down. Code allocates more
     * until it is compiled, and the JVM itself does now and then, so runs are counted {@value
     * #RUNS} at a time: 0 if they allocate less than a byte each {@value #QUIET} times in a row,
     * else, after {@value #MOST} times, the median of the last.
     *
     * @param others threads whose allocations count beside the caller's, alive to the end
     */
    public static long of(Runnable run, Thread... others) {
        long[] threads =
                Stream.concat(Stream.of(Thread.currentThread()), Stream.of(others))
                        .mapToLong(Thread::threadId)
                        .toArray();
        long[] counts = new long[MOST];
        int quiet = 0;
        for (int time = 0; time < MOST; time++) {
            counts[time] = count(run, threads);
            quiet = counts[time] < RUNS ? quiet + 1 : 0;
            if (quiet == QUIET) {
                return 0;
            }
        }
        long[] last = Arrays.copyOfRange(counts, MOST - 2 * QUIET - 1, MOST);
        Arrays.sort(last);
        return last[QUIET] / RUNS;
    }

    /** Reading the count allocates as well, the same each time. */
    private static long count(Runnable run, long... threads) {
        long first = allocated(threads);
        long before = allocated(threads);
        for (int i = 0; i < RUNS; i++) {
            run.run();
        }
        return allocated(threads) - before - (before - first);
    }

    private static long allocated(long... threads) {
        long sum = 0;
        for (long bytes : JVM.getThreadAllocatedBytes(threads)) {
            if (bytes < 0) {
                throw new IllegalArgumentException("a thread to be counted has ended");
            }
            sum += bytes;
        }
        return sum;
    }
}
