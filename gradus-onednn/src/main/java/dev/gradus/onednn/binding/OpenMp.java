package dev.gradus.onednn.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Optional;

/** The runtime that gives oneDNN its threads. */
@SuppressWarnings("restricted") // the module is granted native access: calling C is what it is for
final class OpenMp {
    /**
     * How often a waiting thread checks before it sleeps. Median milliseconds of a step on two
     * cores:
     *
     * <pre>
     *                                          0   2000   20,000   300,000 (GNU's own)
     * 784-128-10, nearly idle              0.69   0.46     0.99      0.82
     * 784-128-10, ten others busy 0.66    1.3               9 to 89
     * 784-512-256-10, ditto                5.0    6.2       42
     * </pre>
     */
    private static final String SPINS = "2000";

    /** {@code omp_pause_soft}: end the threads, and create others when they are needed again. */
    private static final int SOFTLY = 1;

    private final MemorySegment setThreads;
    private final MemorySegment threadNumber;
    private final Optional<MemorySegment> parallel;
    private final Optional<MemorySegment> pause;

    private OpenMp(SymbolLookup symbols) {
        setThreads = symbols.findOrThrow("omp_set_num_threads");
        threadNumber = symbols.findOrThrow("omp_get_thread_num");
        parallel = symbols.find("GOMP_parallel");
        pause = symbols.find("omp_pause_resource_all");
    }

    /**
     * Loads the runtime.
     *
     * @param file its path, or the name of the system's own
     */
    static OpenMp load(Path file) {
        return new OpenMp(SymbolLookup.libraryLookup(file.toString(), Arena.global()));
    }

    /**
     * Bounds how long waiting threads spin, unless the user has set it. The runtime reads its
     * environment once, when it is loaded, so this must happen before.
     */
    static void boundSpinning(Platform platform) {
        if (System.getenv("OMP_WAIT_POLICY") != null || platform.isWindows()) {
            return;
        }
        // GNU's runtime counts checks, LLVM's (macOS) milliseconds.
        if (platform.openMp().startsWith("libgomp")) {
            setIfAbsent("GOMP_SPINCOUNT", SPINS);
        } else {
            setIfAbsent("KMP_BLOCKTIME", "0");
        }
    }

    private static void setIfAbsent(String variable, String value) {
        MemorySegment setenv = Linker.nativeLinker().defaultLookup().findOrThrow("setenv");
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom(variable).address();
            Downcall.of(setenv, name, arena.allocateFrom(value).address(), 0, 0);
        }
    }

    /** Sets how many threads the calls from the current thread use from now on. */
    void threads(int count) {
        Downcall.of(setThreads, count, 0, 0, 0);
    }

    /** Returns the number of the current thread among those of a region, from 0. */
    int threadNumber() {
        return (int) Downcall.of(threadNumber, 0, 0, 0, 0);
    }

    /**
     * Returns the runtime's function that runs a given function on all threads, if it has one:
     * GNU's and LLVM's do, Microsoft's does not.
     */
    Optional<MemorySegment> parallel() {
        return parallel;
    }

    /**
     * Ends the threads that have computed for the current thread, if the runtime is new enough
     * (OpenMP 5.0); a later call creates others. A thread that has called Java code and then waits
     * in C would keep the JVM from ending for 0.3 s.
     */
    void endThreads() {
        pause.ifPresent(function -> Downcall.of(function, SOFTLY, 0, 0, 0));
    }
}
