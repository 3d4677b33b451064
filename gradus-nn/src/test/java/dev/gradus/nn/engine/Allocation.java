package dev.gradus.nn.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Counts the bytes that the calling thread allocates, through a method handle: the module under
 * test does not read jdk.management and should not for a test's sake.
 */
final class Allocation {
    private static final int WARM_UPS = 50;
    private static final int RUNS = 200;

    private static final MethodHandle ALLOCATED_BYTES = allocatedBytes();

    private Allocation() {}

    private static MethodHandle allocatedBytes() {
        try {
            Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
            Class<?> threads = Class.forName("com.sun.management.ThreadMXBean");
            Object bean = factory.getMethod("getThreadMXBean").invoke(null);
            return MethodHandles.publicLookup()
                    .findVirtual(
                            threads,
                            "getCurrentThreadAllocatedBytes",
                            MethodType.methodType(long.class))
                    .bindTo(bean);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JDK does not count what a thread allocates", e);
        }
    }

    /** Returns how many bytes one run allocates once it is warm, rounded down. */
    static long during(Runnable action) {
        for (int i = 0; i < WARM_UPS; i++) {
            action.run();
        }
        long before = now();
        for (int i = 0; i < RUNS; i++) {
            action.run();
        }
        return (now() - before) / RUNS;
    }

    private static long now() {
        try {
            return (long) ALLOCATED_BYTES.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
