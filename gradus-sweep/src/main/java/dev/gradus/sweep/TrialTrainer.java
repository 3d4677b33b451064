package dev.gradus.sweep;

import java.util.Optional;

/** Trains trials of a sweep. Called by several threads at once. */
@FunctionalInterface
public interface TrialTrainer {
    /**
     * Trains a trial to the end of a rung: from its beginning, or from the checkpoint it has.
     *
     * @param trial the trial
     * @param number the number of the rung, from 0
     * @param rung the rung
     * @return its result; empty if the sweep was stopped before the end of the rung
     * @throws IllegalArgumentException if it cannot be trained; the trial's row says why
     * @throws dev.gradus.data.DataException if its data cannot be used; the trial's row says why
     */
    Optional<SweepResult> train(SweepTrial trial, int number, Halving.Rung rung);

    /** Ends what is under way soon; runs are saved where they are. */
    default void stop() {}
}
