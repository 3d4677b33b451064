package dev.gradus.sweep.cluster;

import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.TrialPlace;
import dev.gradus.train.round.Averaging;
import dev.gradus.train.round.ReplicaPlace;

/**
 * Processes that take work, on one machine or many. They see the same data and folders under the
 * same names.
 */
public interface Cluster extends AutoCloseable {
    /** {@return how many pieces of work it takes at a time} */
    int slots();

    /**
     * {@return replicas of a run, trained on this cluster: each round on the processes that are
     * alive}
     *
     * @param workshops makes the trainer of the recipe there
     * @param recipe what the run trains
     */
    ReplicaPlace replicas(WorkshopSource workshops, Recipe recipe);

    /**
     * {@return who averages the results of replicas there}
     *
     * @param replicas how many there are
     * @param bytes what each sends in a round
     */
    Averaging averaging(int replicas, long bytes);

    /**
     * {@return trials of a sweep, trained on this cluster} All processes must see the sweep's
     * folder.
     *
     * @param workshops makes the trainer of each recipe there
     */
    TrialPlace trials(WorkshopSource workshops);

    @Override
    void close();
}
