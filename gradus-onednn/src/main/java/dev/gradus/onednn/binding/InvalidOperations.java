package dev.gradus.onednn.binding;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The processor's own memory of invalid operations, which each thread has: a flag that is set where
 * a NaN comes up (infinity less infinity, 0 times infinity) and where a maximum or a comparison
 * meets one, and that stays until it is cleared. Looking costs nothing per value.
 *
 * <p>Unlike the values, it tells of a NaN that a kernel has lost: relu and the largest of a window
 * are maxima and comparisons.
 */
@SuppressWarnings("restricted") // the module is granted native access: calling C is what it is for
public final class InvalidOperations {
    /** {@code FE_INVALID} on x86 and on ARM, but not in Microsoft's runtime. */
    private static final int INVALID = 1;

    private final MemorySegment test;
    private final MemorySegment clear;
    private final Optional<ParallelRegion> everywhere;
    private volatile boolean found;

    private InvalidOperations(Scope scope, MemorySegment test, MemorySegment clear, int threads) {
        this.test = test;
        this.clear = clear;
        this.everywhere =
                threads == 1 ? Optional.empty() : ParallelRegion.of(scope, this::look, threads);
    }

    /**
     * Returns the flags of the threads in which oneDNN computes; nothing on a system that does not
     * lend its threads.
     */
    public static Optional<InvalidOperations> of(Scope scope, int threads) {
        boolean known = Platform.current().filter(platform -> !platform.isWindows()).isPresent();
        if (!known || (threads > 1 && Library.get().openMp().parallel().isEmpty())) {
            return Optional.empty();
        }
        var symbols = Linker.nativeLinker().defaultLookup();
        return symbols.find("fetestexcept")
                .flatMap(test ->
                        symbols.find("feclearexcept")
                                .map(clear -> new InvalidOperations(scope, test, clear, threads)));
    }

    /** Clears the flag of the calling thread, in which Java may have set it. */
    public void forgetHere() {
        Downcall.of(clear, INVALID, 0, 0, 0);
    }

    /** Returns whether some thread's flag is set, and clears them all. */
    public boolean take() {
        found = false;
        if (everywhere.isPresent()) {
            everywhere.get().run();
        } else {
            look();
        }
        return found;
    }

    private void look() {
        if ((int) Downcall.of(test, INVALID, 0, 0, 0) != 0) {
            Downcall.of(clear, INVALID, 0, 0, 0);
            found = true;
        }
    }
}
