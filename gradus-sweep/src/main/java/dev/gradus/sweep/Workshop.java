package dev.gradus.sweep;

import dev.gradus.data.Dataset;
import dev.gradus.recipe.Recipe;
import dev.gradus.train.Trainer;
import dev.gradus.train.batch.SharedDataset;

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
     * {@return what trains a recipe}
     *
     * @param recipe what is to be trained
     * @throws RuntimeException if it cannot be trained; the trial's row says why
     */
    Ready ready(Recipe recipe);

    /**
     * {@return a workshop for recipes on one data set}
     *
     * @param data what is learned from
     */
    static Workshop on(Dataset data) {
        Dataset shared = shared(data);
        return recipe -> new Ready(Trainer.of(recipe, shared), shared);
    }

    /**
     * {@return the same examples for several workers, of which one reads at a time}
     *
     * @param data what is learned from
     */
    static Dataset shared(Dataset data) {
        return SharedDataset.of(data);
    }
}
