package dev.gradus.train;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Counts the bytes the current thread allocates. It goes through a method handle because the module
 * under test does not read jdk.management, and should not for a test's sake.
 */
final class AllocationMeter {
    private final MethodHandle bytes;

    AllocationMeter() {
        try {
            Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
            Class<?> threads = Class.forName("com.sun.management.ThreadMXBean");
            Object bean = factory.getMethod("getThreadMXBean").invoke(null);
            bytes =
                    MethodHandles.publicLookup()
                            .findVirtual(
                                    threads,
                                    "getCurrentThreadAllocatedBytes",
                                    MethodType.methodType(long.class))
                            .bindTo(bean);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the JDK has no thread allocation counter", e);
        }
    }

    long bytes() {
        try {
            return (long) bytes.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
