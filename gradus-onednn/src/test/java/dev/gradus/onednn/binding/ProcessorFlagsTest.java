package dev.gradus.onednn.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorFlagsTest {
    private static final int INVALID = 1;

    private static final MemorySegment RAISE =
            Linker.nativeLinker().defaultLookup().findOrThrow("feraiseexcept");

    /** A flag that stayed would send every later batch to plain Java. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aFlagOfAnyThreadIsTakenOnce(int threads) {
        try (var scope = new Scope()) {
            ProcessorFlags flags = ProcessorFlags.of(scope, threads).orElseThrow();
            flags.take();

            ParallelRegion.of(RAISE, INVALID, threads).orElseThrow().run();

            assertThat(flags.take()).isTrue();
            assertThat(flags.take()).isFalse();
        }
    }

    /** Threads begin with the flags of the one that starts them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatJavaDidBeforeIsForgotten(int threads) {
        Downcall.of(RAISE, INVALID, 0, 0, 0);
        try (var scope = new Scope()) {
            ProcessorFlags flags = ProcessorFlags.of(scope, threads).orElseThrow();
            flags.take();

            flags.begin();

            assertThat(flags.take()).isFalse();
        }
    }
}
