package dev.gradus.schedule;

import java.lang.reflect.Method;

/**
 * Counts what this thread allocates; reached by reflection, since the module does not read
 * jdk.management.
 */
final class AllocatedBytes {
    private final Object threads;
    private final Method counter;

    AllocatedBytes() throws ReflectiveOperationException {
        threads =
                Class.forName("java.lang.management.ManagementFactory")
                        .getMethod("getThreadMXBean")
                        .invoke(null);
        counter =
                Class.forName("com.sun.management.ThreadMXBean")
                        .getMethod("getCurrentThreadAllocatedBytes");
    }

    long soFar() throws ReflectiveOperationException {
        return (long) counter.invoke(threads);
    }
}
