package dev.gradus.train;

import dev.gradus.run.Run;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Loaded;
import java.util.List;
import java.util.Optional;

/** Continues a run from its folder. */
public final class Resume {
    private Resume() {}

    /**
     * Continues from the newest valid checkpoint. A run that died before its first checkpoint
     * begins again.
     *
     * @param training the same training, prepared in the run's folder
     * @param run the run
     * @param changes what to do when this trains something other than the run did
     * @throws dev.gradus.train.checkpoint.CheckpointException if there are checkpoints and none can
     *     be read
     * @throws IllegalArgumentException if changes are refused; the message names them
     */
    public static void goOn(Training training, Run run, Changes changes) {
        var store = new CheckpointStore(run.checkpoints(), 1);
        if (store.steps().isEmpty()) {
            training.beginAgain(origin(run), changes);
        } else {
            training.resume(store.newest(), changes);
        }
    }

    /**
     * {@return whether a training has the recipe and data that a run was started with}
     *
     * @param training a training that is prepared
     * @param run a run
     */
    public static boolean isOf(Training training, Run run) {
        return changes(training, run).isEmpty();
    }

    /**
     * {@return how the recipe and data of a training differ from those that a run was started with,
     * a phrase each}
     *
     * @param training a training that is prepared
     * @param run a run
     */
    public static List<String> changes(Training training, Run run) {
        return training.predecessor().changesSince(run);
    }

    /**
     * {@return the checkpoint that a run was forked from; empty if it is not a fork}
     *
     * @param run the run
     */
    public static Optional<Loaded> origin(Run run) {
        return run.configuration().text("parent").isPresent()
                ? Optional.of(new CheckpointStore(run.origin(), 1).newest())
                : Optional.empty();
    }
}
