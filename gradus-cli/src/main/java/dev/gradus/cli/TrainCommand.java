package dev.gradus.cli;

import dev.gradus.run.Runs;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code gradus train}. */
final class TrainCommand implements Command {
    private static final String USUAL_DATA = "mnist";

    private final Surroundings surroundings;
    private final Syntax syntax;
    private final TrainOptions options = new TrainOptions();
    private @Nullable String data;

    TrainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        syntax = declared();
    }

    private Syntax declared() {
        return Syntax.of("train", this)
                .synopsis("[OPTION...] [DATA|RECIPE.yaml]")
                .description(
                        "Train a network; without anything said, a small one on handwritten digits.")
                .example("gradus train --model mlp --lr \"oneCycle(0.02)\" --epochs 5")
                .with(options::declare)
                .optionalParameter("DATA", data, text -> data = text)
                .says(
                        "mnist (built in), a folder of IDX files, a CSV file,",
                        "or a recipe: a YAML file of options, in camel case, and data.",
                        "Default: mnist");
    }

    @Override
    public Syntax syntax() {
        return syntax;
    }

    @Override
    public Integer call() {
        Optional<String[]> spelledOut =
                Recipe.spelledOut(syntax, data, options.recipe, surroundings);
        if (spelledOut.isPresent()) {
            return Gradus.run(surroundings, spelledOut.get());
        }
        return train(data == null ? USUAL_DATA : data);
    }

    private int train(String name) {
        requirePlace(); // before a search whose result would be lost
        TrainingData source = TrainingData.read(name, options, surroundings);
        Optional<FoundRate> found = found(source);
        var launch = new Launch(options, surroundings);
        Trainer trainer =
                placed(launch.watched(trainer(source, found), source, name))
                        .describe(RecordedOptions.KEY, recorded(found));
        try (Training training = trainer.prepare(source.train())) {
            List<String> unkept = found.map(rate -> rate.keepIn(training)).orElse(List.of());
            return launch.run(training, unkept).exitCode();
        }
    }

    /** Searches for the learning rate if that is asked for. */
    private Optional<FoundRate> found(TrainingData source) {
        if (!new AutoRate(options.learningRate).isAsked()) {
            return Optional.empty();
        }
        Consumer<String> progress =
                options.quiet ? _ -> {} : new Launch(options, surroundings).screen()::line;
        return Optional.of(
                FoundRate.search(options, new FinderOptions(), source.train(), progress));
    }

    private Trainer trainer(TrainingData source, Optional<FoundRate> found) {
        var setup = new TrainerSetup(options);
        return found.map(rate -> rate.recordedIn(setup.trainer(source.train(), rate.text())))
                .orElseGet(() -> setup.trainer(source.train()));
    }

    /** A rate that was found is on record as what it is, so that it is found once. */
    private Map<String, Object> recorded(Optional<FoundRate> found) {
        Map<String, Object> recorded = RecordedOptions.of(options);
        found.ifPresent(rate -> recorded.put("--learning-rate", rate.text()));
        return recorded;
    }

    private void requirePlace() {
        var runs = new Runs(surroundings.path(options.runs));
        if (options.name == null) {
            runs.requireWritable();
        } else {
            runs.requireFree(options.name);
        }
    }

    private Trainer placed(Trainer trainer) {
        Path runs = surroundings.path(options.runs);
        return options.name == null ? trainer.runs(runs) : trainer.runs(runs, options.name);
    }
}
