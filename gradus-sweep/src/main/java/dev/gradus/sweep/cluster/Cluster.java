package dev.gradus.sweep.cluster;

import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.TrialPlace;
import dev.gradus.train.round.ReplicaPlace;

/**
 * Processes on one machine or many that take work. They read the same data and folders under the
 * same names.
 */
public interface Cluster extends AutoCloseable {
    /** {@return how many pieces of work it takes at a time} */
    int slots();

    /**
     * {@return where replicas of a run are trained: each round on whichever processes are alive}
     *
     * @param workshops makes what trains the recipe, over there
     * @param recipe what the run trains
     */
    ReplicaPlace replicas(WorkshopSource workshops, Recipe recipe);

    /**
     * {@return where the runs of a sweep are trained. Its folder is one that all see}
     *
     * @param workshops makes what trains each recipe, over there
     */
    TrialPlace trials(WorkshopSource workshops);

    @Override
    void close();
}
