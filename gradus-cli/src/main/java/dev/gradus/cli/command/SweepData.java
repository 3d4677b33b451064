package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.Workshop;
import dev.gradus.train.Start;
import dev.gradus.train.Trainer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Reads the data of a sweep's runs. A table is read for each run, since its preparation depends on
 * which rows are held out, and so on the seed. Other data are read once for all runs.
 */
final class SweepData implements Workshop {
    private final Surroundings surroundings;
    private final Recipe base;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final Optional<TrainingData> shared;

    SweepData(Surroundings surroundings, Recipe base) {
        this.surroundings = surroundings;
        this.base = base;
        shared =
                base.find(Keys.TARGET).isPresent()
                        ? Optional.empty()
                        : Optional.of(shared(TrainingData.read(base, surroundings)));
    }

    private static TrainingData shared(TrainingData source) {
        return new TrainingData(
                Workshop.shared(source.train()),
                source.validation().map(Workshop::shared),
                source.test(),
                source.table(),
                source.notes(),
                source.start());
    }

    @Override
    public Ready ready(Recipe recipe) {
        TrainingData source =
                shared.map(data -> data.startingFrom(Start.of(recipe)))
                        .orElseGet(() -> TrainingData.read(recipe, surroundings));
        Trainer trainer = source.trainer(source.completed(recipe));
        return new Ready(described(trainer, source), source.train());
    }

    /** The rows of the first recipe tell the defaults of all. */
    @Override
    public UnaryOperator<Recipe> settler() {
        TrainingData source = shared.orElseGet(() -> TrainingData.read(base, surroundings));
        return recipe -> {
            TrainingData started = source.startingFrom(Start.of(recipe));
            return started.trainer(started.completed(recipe)).settledRecipe();
        };
    }

    private Trainer described(Trainer trainer, TrainingData source) {
        return Launch.described(trainer, source)
                .warnings(text -> {
                    if (warned.add(text)) {
                        surroundings.warn(text);
                    }
                });
    }
}
