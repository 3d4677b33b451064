package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.onednn.binding.Processor;

/** What the backend refuses on processors that lack an instruction set. */
final class Refusals {
    private Refusals() {}

    /**
     * Returns whether no kernels compute in the options' precision here; then the backend says so,
     * which is checked. Those of bfloat16 need AVX-512; oneDNN does without its instructions for
     * bfloat16, which is slow, so that the backend refuses that, too.
     */
    static boolean isRefused(Network network, ProgramOptions options) {
        if (options.precision() != Precision.BF16 || Processor.instructions().contains("AVX-512")) {
            return false;
        }
        assertThatThrownBy(() -> new OneDnnBackend().compile(network, options))
                .hasMessageStartingWith("precision bf16 needs a processor with bfloat16");
        return true;
    }
}
