package dev.gradus.sweep;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Where the runs of a sweep are trained. */
@FunctionalInterface
public interface TrialPlace {
    /**
     * Prepares to train a sweep's trials.
     *
     * @param folder where the runs are kept
     * @param isStopped whether the sweep is to end; runs under way are then saved
     * @param notes takes what there is to say, a sentence each
     * @return what trains them
     */
    TrialTrainer open(SweepFolder folder, BooleanSupplier isStopped, Consumer<String> notes);

    /**
     * {@return this process}
     *
     * @param workshop makes what trains each recipe
     */
    static TrialPlace here(Workshop workshop) {
        return (folder, isStopped, notes) -> new TrialRun(folder, workshop, isStopped, notes);
    }
}
