package dev.gradus.onednn.binding;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The processor's floating-point exception flags, one set per thread: invalid operation, raised
 * when a NaN arises (infinity minus infinity, 0 times infinity) or enters a maximum or a
 * comparison, and overflow, raised when a result is too large for its type and becomes infinite.
 * The flags stay set until they are cleared. Reading them costs nothing per value.
 *
 * <p>Unlike the values, they reveal a NaN that a kernel has lost: relu and maximum pooling are
 * maxima and comparisons. Whether a sum overflows depends on the order of its terms.
 */
@SuppressWarnings("restricted") // the module is granted native access: calling C is what it is for
public final class ProcessorFlags {
    /** {@code FE_INVALID | FE_OVERFLOW}, but not in Microsoft's runtime. */
    private static final int ON_X86 = 1 | 8;

    private static final int ON_ARM = 1 | 4;

    private final MemorySegment test;
    private final MemorySegment clear;
    private final int flags;
    private final Optional<ParallelRegion> everywhere;

    /**
     * Clears the flags of all threads, in C: when Java code that C calls returns, the JVM restores
     * the flags that were set when it was called.
     */
    private final Optional<ParallelRegion> clearing;

    private volatile boolean found;

    private ProcessorFlags(
            Scope scope, MemorySegment test, MemorySegment clear, int flags, int threads) {
        this.test = test;
        this.clear = clear;
        this.flags = flags;
        this.everywhere =
                threads == 1 ? Optional.empty() : ParallelRegion.of(scope, this::look, threads);
        this.clearing = everywhere.flatMap(_ -> ParallelRegion.of(clear, flags, threads));
    }

    /**
     * Returns the flags of the threads that oneDNN computes on; empty if the runtime does not share
     * its threads.
     */
    public static Optional<ProcessorFlags> of(Scope scope, int threads) {
        var platform = Platform.current().filter(current -> !current.isWindows());
        if (platform.isEmpty() || (threads > 1 && Library.get().openMp().parallel().isEmpty())) {
            return Optional.empty();
        }
        int flags = platform.get().isX86() ? ON_X86 : ON_ARM;
        var symbols = Linker.nativeLinker().defaultLookup();
        return symbols.find("fetestexcept")
                .flatMap(test ->
                        symbols.find("feclearexcept")
                                .map(clear ->
                                        new ProcessorFlags(scope, test, clear, flags, threads)));
    }

    /** Notes for {@link #take} whether a flag of the calling thread is set, and clears them. */
    public void noteHere() {
        look();
        forgetHere();
    }

    /** Clears the flags of the calling thread, where Java code may have set them. */
    public void forgetHere() {
        Downcall.of(clear, flags, 0, 0, 0);
    }

    /** Forgets what was noted, and clears the flags of the calling thread. */
    public void begin() {
        found = false;
        forgetHere();
    }

    /** Returns whether a flag of any thread is set or was noted, and clears them all. */
    public boolean take() {
        if (everywhere.isPresent()) {
            everywhere.get().run();
        } else {
            look();
        }
        boolean taken = found;
        if (taken) {
            clearAll();
        }
        return taken;
    }

    private void clearAll() {
        found = false;
        if (clearing.isPresent()) {
            clearing.get().run();
        } else {
            forgetHere();
        }
    }

    private void look() {
        if ((int) Downcall.of(test, flags, 0, 0, 0) != 0) {
            found = true;
        }
    }
}
