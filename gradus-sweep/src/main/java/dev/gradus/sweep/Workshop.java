package dev.gradus.sweep;

import dev.gradus.data.Dataset;
import dev.gradus.recipe.Recipe;
import dev.gradus.train.Trainer;
import dev.gradus.train.batch.SharedDataset;
import java.util.function.UnaryOperator;

/** Makes the trainer of a trial's recipe. Called by several threads at once. */
@FunctionalInterface
public interface Workshop {
    /**
     * A trainer and its data.
     *
     * @param trainer without a folder for its record, which the sweep sets
     * @param train the training data, which workers read in parallel
     */
    record Ready(Trainer trainer, Dataset train) {}

    /**
     * {@return the trainer of a recipe and its data}
     *
     * @param recipe the recipe
     * @throws RuntimeException if it cannot be trained; the trial's row says why
     */
    Ready ready(Recipe recipe);

    /**
     * {@return what adds everything to a recipe that follows from defaults, as far as it can be
     * told without reading the data of each recipe; throws what {@link #ready} does}
     */
    default UnaryOperator<Recipe> settler() {
        return recipe -> ready(recipe).trainer().settledRecipe();
    }

    /**
     * {@return a workshop for recipes on one data set}
     *
     * @param data the training data
     */
    static Workshop on(Dataset data) {
        Dataset shared = shared(data);
        return recipe -> new Ready(Trainer.of(recipe, shared), shared);
    }

    /**
     * {@return the same examples for several workers, which read one at a time unless it is
     * thread-safe}
     *
     * @param data the training data
     */
    static Dataset shared(Dataset data) {
        return new SharedDataset(data);
    }
}
