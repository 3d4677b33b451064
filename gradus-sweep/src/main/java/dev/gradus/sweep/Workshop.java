package dev.gradus.sweep;

import dev.gradus.data.Dataset;
import dev.gradus.recipe.Recipe;
import dev.gradus.train.Trainer;

/** Makes of a trial's recipe what trains it. Called by several threads at once. */
@FunctionalInterface
public interface Workshop {
    /**
     * What trains a recipe.
     *
     * @param trainer without a folder for its record; the sweep keeps that
     * @param train what is learned from. Workers read it side by side
     */
    record Ready(Trainer trainer, Dataset train) {}

    /**
     * Returns what trains a recipe.
     *
     * @throws RuntimeException if it cannot be trained; the trial's row says why
     */
    Ready ready(Recipe recipe);

    /** Returns a workshop for recipes on one data set. */
    static Workshop on(Dataset data) {
        Dataset shared = shared(data);
        return recipe -> new Ready(Trainer.of(recipe, shared), shared);
    }

    /** Returns the same examples for several workers, of which one reads at a time. */
    static Dataset shared(Dataset data) {
        return new SharedDataset(data);
    }
}
