package dev.gradus.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Counts the bytes that code allocates on the heap. */
public final class Allocation {
    private static final int TIMES = 12;
    private static final int RUNS = 100;
    private static final ThreadMXBean JVM = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /**
     * Returns how many bytes a run allocates once it is warm, rounded down: the least of {@value
     * #TIMES} times {@value #RUNS} runs, for code allocates more until it is compiled, and the JVM
     * itself does now and then.
     *
     * @param others threads whose allocations count beside the caller's
     */
    public static long of(Runnable run, Thread... others) {
        long[] threads =
                Stream.concat(Stream.of(Thread.currentThread()), Stream.of(others))
                        .mapToLong(Thread::threadId)
                        .toArray();
        long least = Long.MAX_VALUE;
        for (int time = 0; time < TIMES; time++) {
            long before = allocated(threads);
            long reading = allocated(threads) - before;
            for (int i = 0; i < RUNS; i++) {
                run.run();
            }
            least = Math.min(least, allocated(threads) - before - 2 * reading);
        }
        return Math.max(0, least) / RUNS;
    }

    private static long allocated(long... threads) {
        return LongStream.of(JVM.getThreadAllocatedBytes(threads)).sum();
    }
}
