package dev.gradus.onednn.binding;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * Code that the threads of OpenMP run side by side: the same threads that oneDNN computes on, so
 * that Java threads do not wait for a core on which one of oneDNN's threads spins. Entering and
 * leaving takes about a microsecond, and 24 bytes of the heap where the code is Java, for the JVM's
 * call of it from C.
 */
public final class ParallelRegion {
    private static final MethodHandle RUN = runMethod();

    private final MemorySegment parallel;
    private final MemorySegment function;
    private final long argument;
    private final int threads;

    private ParallelRegion(
            MemorySegment parallel, MemorySegment function, long argument, int threads) {
        this.parallel = parallel;
        this.function = function;
        this.argument = argument;
        this.threads = threads;
    }

    /** Returns whether there can be regions. */
    public static boolean arePossible() {
        return Library.get().openMp().parallel().isPresent();
    }

    /**
     * Prepares a region, if the runtime shares its threads.
     *
     * @param body what every thread runs; it must not throw, because nothing would catch it
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
                                0,
                                threads));
    }

    /**
     * Prepares a region of C code, if the runtime shares its threads.
     *
     * @param function a function of one whole number, whose result is ignored
     * @param argument that number
     * @param threads how many, the caller's included
     */
    static Optional<ParallelRegion> of(MemorySegment function, int argument, int threads) {
        return Library.get()
                .openMp()
                .parallel()
                .map(parallel -> new ParallelRegion(parallel, function, argument, threads));
    }

    /** Runs the body on all threads and returns when the last has finished. */
    public void run() {
        Downcall.of(parallel, function.address(), argument, threads, 0);
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
