package dev.gradus.nn.plain;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.plain.memory.Workers;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.text.MemoryFault;
import java.util.Optional;
import java.util.function.Function;

/**
 * Arrays and loops: runs wherever Java runs, with the same bits everywhere. In bfloat16 it rounds
 * the values between layers: no faster, but with the results of a processor for it.
 */
public final class JavaBackend implements Backend {
    @Override
    public String name() {
        return "java";
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public Program compile(Network network, ProgramOptions options) {
        String needed =
                NumberText.counted(network.parameterCount(), "parameter")
                        + " with gradients and slots";
        return compile(
                needed,
                options.sliceSize(),
                options.threads(),
                workers -> new JavaProgram(network, options, workers));
    }

    @Override
    public InferenceProgram compileForInference(Network network, InferenceOptions options) {
        String needed = NumberText.counted(network.parameterCount(), "parameter");
        return compile(
                needed,
                options.sliceSize(),
                options.threads(),
                workers -> new JavaInference(network, options, workers));
    }

    private static <P> P compile(
            String needed, int sliceSize, int threads, Function<Workers, P> compiler) {
        var workers = Workers.of(threads);
        try {
            return compiler.apply(workers);
        } catch (IllegalArgumentException doesNotFit) {
            workers.close();
            throw doesNotFit;
        } catch (OutOfMemoryError full) {
            workers.close();
            throw new IllegalArgumentException(
                    Text.of(
                            "the Java heap has no room for %s, and slices of %s between the layers; %s, or use smaller slices",
                            needed, NumberText.counted(sliceSize, "example"), MemoryFault.REMEDY),
                    full);
        }
    }

    static String description(int threads) {
        return "plain Java, " + NumberText.counted(threads, "thread");
    }
}
