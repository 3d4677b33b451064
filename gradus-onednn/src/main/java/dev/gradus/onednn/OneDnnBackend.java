package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.onednn.binding.Library;
import dev.gradus.onednn.binding.Processor;
import java.util.List;
import java.util.Optional;

/**
 * oneDNN's kernels for this processor: fast, and with the same bits for the same kind of machine
 * and number of threads.
 */
public final class OneDnnBackend implements Backend {
    private static final String SMALL =
            "precision bf16: batches with so few operations are computed in float32, which is faster: converting numbers would take longer than bfloat16 saves";

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public Optional<String> obstacle() {
        return Library.obstacle();
    }

    @Override
    public List<String> notices() {
        return Library.notices();
    }

    @Override
    public int preference() {
        return 10;
    }

    @Override
    public Program compile(Network network, ProgramOptions options) {
        checkAbility(options.precision());
        return isSmall(options.precision(), network, options.largestSlice())
                ? OneDnnProgram.compile(network, options.precision(Precision.F32)).noting(SMALL)
                : OneDnnProgram.compile(network, options);
    }

    @Override
    public InferenceProgram compileForInference(Network network, InferenceOptions options) {
        checkAbility(options.precision());
        return isSmall(options.precision(), network, options.sliceSize())
                ? OneDnnInference.compile(network, options.precision(Precision.F32)).noting(SMALL)
                : OneDnnInference.compile(network, options);
    }

    private static boolean isSmall(Precision precision, Network network, int rows) {
        return precision == Precision.BF16 && !WorkAmount.isWorthRounding(network, rows);
    }

    private void checkAbility(Precision precision) {
        obstacle()
                .ifPresent(why -> {
                    throw new IllegalStateException(why);
                });
        if (precision == Precision.BF16 && !Processor.hasBfloat16()) {
            throw new IllegalArgumentException(
                    "precision bf16 needs a processor with bfloat16 instructions, but this one has %s; choose precision f32, or backend java to see how bf16 learns"
                            .formatted(Processor.instructions()));
        }
    }
}
