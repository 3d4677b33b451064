package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.model.Model;
import dev.gradus.model.Predictor;
import dev.gradus.nn.backend.BackendChoice;
import dev.gradus.recipe.Keys;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options that say what computes predictions. */
final class ComputeOptions {
    private String backend = "auto";
    private @Nullable Integer threads;

    /** Says how these options are written. */
    void declare(Syntax syntax) {
        syntax.option("--backend=auto|onednn|java", String.class, backend, text -> backend = text)
                .says("The backend that computes; auto takes the fastest that runs here.")
                .option("--threads=N", Integer.class, threads, count -> threads = count)
                .says("Threads that compute.", "Default: the number of processors");
    }

    BackendChoice backend(Surroundings surroundings) {
        var choice =
                BackendChoice.of(backend.equals("auto") ? Optional.empty() : Optional.of(backend));
        choice.warnings().forEach(surroundings::warn);
        return choice;
    }

    int threads() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            return Keys.THREADS.read(threads);
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("--threads: " + fault.getMessage(), fault);
        }
    }

    Predictor predictor(Model model, Surroundings surroundings) {
        return model.predictor(backend(surroundings).backend(), threads());
    }
}
