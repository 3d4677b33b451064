package dev.gradus.nn.plain;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.text.MemoryFault;
import java.util.Optional;

/**
 * Arrays and loops: runs wherever Java runs, with the same bits everywhere. In bfloat16 it rounds
 * what is kept between layers: no faster, but what a processor for it would learn.
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
        var workers = Workers.of(options.threads());
        try {
            return new JavaProgram(network, options, workers);
        } catch (IllegalArgumentException doesNotFit) {
            workers.close();
            throw doesNotFit;
        } catch (OutOfMemoryError full) {
            workers.close();
            throw new IllegalArgumentException(
                    "Java's heap has no room for %,d parameters with gradients and slots, and slices of %d examples between the layers; %s, or use smaller slices"
                            .formatted(
                                    network.parameterCount(),
                                    options.sliceSize(),
                                    MemoryFault.REMEDY),
                    full);
        }
    }
}
