package dev.gradus.onednn.binding;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * Java code that the threads of OpenMP run side by side: the very threads in which oneDNN computes,
 * so that none of its own waits for a core where another of its spins. Entering and leaving take
 * about a microsecond.
 */
public final class ParallelRegion {
    private static final MethodHandle RUN = runMethod();

    private final MemorySegment parallel;
    private final MemorySegment function;
    private final int threads;

    private ParallelRegion(MemorySegment parallel, MemorySegment function, int threads) {
        this.parallel = parallel;
        this.function = function;
        this.threads = threads;
    }

    /**
     * Prepares a region, if the runtime lends its threads.
     *
     * @param body what every thread does; must not throw, for there is nobody to catch it
     * @param threads how many, the caller's included
     */
    public static Optional<ParallelRegion> of(Scope scope, Runnable body, int threads) {
        return Library.get()
                .openMp()
                .parallel()
                .map(parallel ->
                        new ParallelRegion(
                                parallel,
                                scope.function(RUN.bindTo(body), FunctionDescriptor.ofVoid()),
                                threads));
    }

    /** Has all threads run the body and returns when the last has. */
    public void run() {
        Downcall.of(parallel, function.address(), 0, threads, 0);
    }

    private static MethodHandle runMethod() {
        try {
            return MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("Runnable has no method run", impossible);
        }
    }
}
