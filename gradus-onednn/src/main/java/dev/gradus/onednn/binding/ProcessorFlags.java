package dev.gradus.onednn.binding;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The processor's own memory, which each thread has, of two things: that a NaN came up (infinity
 * less infinity, 0 times infinity) or met a maximum or a comparison, and that a result was too
 * large for its type and became infinite. The flags stay until they are cleared. Looking costs
 * nothing per value.
 *
 * <p>Unlike the values, they tell of a NaN that a kernel has lost: relu and the largest of a window
 * are maxima and comparisons. Whether a sum overflows depends on the order of its terms.
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
    private volatile boolean found;

    private ProcessorFlags(
            Scope scope, MemorySegment test, MemorySegment clear, int flags, int threads) {
        this.test = test;
        this.clear = clear;
        this.flags = flags;
        this.everywhere =
                threads == 1 ? Optional.empty() : ParallelRegion.of(scope, this::look, threads);
    }

    /**
     * Returns the flags of the threads in which oneDNN computes; nothing on a system that does not
     * lend its threads.
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
    }

    /** Clears the flags of the calling thread, in which Java may have set them. */
    public void forgetHere() {
        Downcall.of(clear, flags, 0, 0, 0);
    }

    /** Forgets what was noted, and clears the flags of the calling thread. */
    public void begin() {
        found = false;
        forgetHere();
    }

    /** Returns whether a flag of some thread is set or was noted, and clears them all. */
    public boolean take() {
        if (everywhere.isPresent()) {
            everywhere.get().run();
        } else {
            look();
        }
        boolean taken = found;
        found = false;
        return taken;
    }

    private void look() {
        if ((int) Downcall.of(test, flags, 0, 0, 0) != 0) {
            Downcall.of(clear, flags, 0, 0, 0);
            found = true;
        }
    }
}
