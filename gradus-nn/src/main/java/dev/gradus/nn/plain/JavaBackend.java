package dev.gradus.nn.plain;

import dev.gradus.nn.Network;
import dev.gradus.nn.Precision;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import java.util.Optional;

/** Arrays and loops: runs wherever Java runs, with the same bits everywhere. */
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
        if (options.precision() != Precision.F32) {
            throw new IllegalArgumentException(
                    "backend \"java\" computes in %s, got %s; choose precision %s or another backend"
                            .formatted(Precision.F32, options.precision(), Precision.F32));
        }
        var workers = Workers.of(options.threads());
        try {
            return new JavaProgram(network, options, workers);
        } catch (IllegalArgumentException | OutOfMemoryError doesNotFit) {
            workers.close();
            throw doesNotFit;
        }
    }
}
