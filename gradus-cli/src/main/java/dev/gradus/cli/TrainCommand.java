package dev.gradus.cli;

import dev.gradus.run.TrainingListener;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus train}. */
@Command(
        name = "train",
        customSynopsis = "gradus train [OPTION...] [DATA|RECIPE.yaml]",
        description = "Train a network; without anything said, a small one on handwritten digits.",
        sortOptions = false,
        footer = {"", "Example:", "  gradus train --model mlp --lr \"oneCycle(0.02)\" --epochs 5"})
final class TrainCommand implements Callable<Integer> {
    private static final String USUAL_DATA = "mnist";

    private final Surroundings surroundings;

    @Spec private @Nullable CommandSpec command;

    @Mixin private TrainOptions options = new TrainOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "DATA",
            description = {
                "mnist (built in), a folder of IDX files, a CSV file,",
                "or a recipe: a YAML file of options, in camel case, and data.",
                "Default: mnist"
            })
    private @Nullable String data;

    TrainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (data != null && RecipeFile.isRecipe(data)) {
            CommandSpec spec = Objects.requireNonNull(command);
            return Gradus.run(
                    surroundings, RecipeFile.merged(surroundings.path(data), data, spec, options));
        }
        return train(data == null ? USUAL_DATA : data);
    }

    private int train(String name) {
        TrainingData source = TrainingData.read(name, options, surroundings);
        Optional<FoundRate> found = found(source);
        Trainer trainer =
                placed(trainer(source, found))
                        .describe("data", name)
                        .listeners(listeners().toArray(TrainingListener[]::new));
        if (source.test().isPresent()) {
            trainer = trainer.testOn(source.test().get().get());
        }
        try (Training training = trainer.prepare(source.train());
                var _ = Interruption.of(training)) {
            found.ifPresent(rate -> rate.keepIn(training, screen()));
            TrainingResult result = training.run();
            new TrainReport(screen()).ended(result);
            return result.ending().reason().equals("diverged") ? ExitCode.DIVERGED : ExitCode.DONE;
        }
    }

    /** Searches for the learning rate if that is asked for. */
    private Optional<FoundRate> found(TrainingData source) {
        if (!new AutoRate(options.learningRate).isAsked()) {
            return Optional.empty();
        }
        Consumer<String> progress = options.quiet ? _ -> {} : screen()::line;
        return Optional.of(
                FoundRate.search(options, new FinderOptions(), source.train(), progress));
    }

    private Trainer trainer(TrainingData source, Optional<FoundRate> found) {
        var setup = new TrainerSetup(options);
        return found.map(rate -> rate.recordedIn(setup.trainer(source.train(), rate.text())))
                .orElseGet(() -> setup.trainer(source.train()));
    }

    private Trainer placed(Trainer trainer) {
        Path runs = surroundings.path(options.runs);
        return options.name == null ? trainer.runs(runs) : trainer.runs(runs, options.name);
    }

    private Output screen() {
        return options.json ? surroundings.err() : surroundings.out();
    }

    private List<TrainingListener> listeners() {
        var listeners = new ArrayList<TrainingListener>();
        if (options.json) {
            listeners.add(new JsonEvents(surroundings.out().stream()));
        }
        if (!options.quiet) {
            listeners.add(
                    new Progress(
                            screen(),
                            surroundings.hasColour(screen()) ? Style.COLOURED : Style.PLAIN,
                            System::nanoTime,
                            TerminalSize::columns));
        }
        return listeners;
    }
}
