package dev.gradus.cli;

import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
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
            return withRecipe(data);
        }
        return train(data == null ? USUAL_DATA : data);
    }

    /** Runs again with the recipe's options before those of the command line, which so win. */
    private Integer withRecipe(String file) {
        CommandSpec spec = Objects.requireNonNull(command);
        RecipeFile recipe = RecipeFile.read(surroundings.path(file), spec);
        List<String> written = spec.commandLine().getParseResult().originalArgs();
        var arguments = new ArrayList<>(recipe.arguments());
        if (options.steps != null) {
            arguments.removeIf(argument -> argument.startsWith("--epochs"));
        }
        if (options.epochs != null) {
            arguments.removeIf(argument -> argument.startsWith("--steps"));
        }
        arguments.addAll(
                written.subList(written.indexOf("train") + 1, written.size()).stream()
                        .filter(argument -> !argument.equals(file))
                        .toList());
        if (!recipe.data().isEmpty()) {
            arguments.add(recipe.data());
        }
        arguments.addFirst("train");
        return Gradus.run(surroundings, arguments.toArray(String[]::new));
    }

    private int train(String name) {
        var launch = new Launch(options, surroundings);
        Launch.Ready ready = launch.ready(name);
        Trainer trainer =
                placed(ready.trainer())
                        .describe(
                                RecordedOptions.KEY,
                                RecordedOptions.of(Objects.requireNonNull(command)));
        try (Training training = trainer.prepare(ready.train())) {
            return Launch.exitCode(launch.run(training));
        }
    }

    private Trainer placed(Trainer trainer) {
        Path runs = surroundings.path(options.runs);
        return options.name == null ? trainer.runs(runs) : trainer.runs(runs, options.name);
    }
}
