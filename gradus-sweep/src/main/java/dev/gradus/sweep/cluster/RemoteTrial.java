package dev.gradus.sweep.cluster;

import dev.gradus.data.DataException;
import dev.gradus.sweep.Halving;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepResult;
import dev.gradus.sweep.SweepTrial;
import dev.gradus.sweep.TrialPlace;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A trial to train to the end of a rung, as sent to another process. If that process dies and the
 * trial is sent again, it continues from the checkpoint in the sweep's folder.
 *
 * @param folder the sweep's folder, which that process sees under the same name
 * @param trial the trial's number
 * @param number the number of the rung, from 0
 * @param points how many points the rung trains
 * @param share the share of its whole run that a point has trained at the end of the rung
 * @param workshops makes the trainer of its recipe
 */
public record RemoteTrial(
        String folder, int trial, int number, int points, double share, WorkshopSource workshops)
        implements Serializable {
    /**
     * Its outcome.
     *
     * @param results its result; none if it was stopped before the end of the rung
     * @param said notes, a sentence each
     */
    public record Outcome(List<SweepResult> results, List<String> said) implements Serializable {
        /** Copies the lists to lists that can be sent. */
        public Outcome {
            results = new ArrayList<>(results);
            said = new ArrayList<>(said);
        }
    }

    /**
     * Trains the trial here.
     *
     * @return its outcome; a fault of the trial itself is a result too
     */
    public Outcome train() {
        WorkshopShelf.Shelf shelf = WorkshopShelf.of(workshops);
        SweepTrial own = WorkshopShelf.trials(Path.of(folder)).get(trial - 1);
        List<SweepResult> results;
        try {
            results =
                    TrialPlace.here(shelf.workshop())
                            .open(
                                    new SweepFolder(Path.of(folder)),
                                    () -> Thread.currentThread().isInterrupted(),
                                    shelf::say)
                            .train(own, number, new Halving.Rung(points, share))
                            .stream()
                            .toList();
        } catch (IllegalArgumentException | DataException failure) {
            results = List.of(SweepResult.failed(own, number, failure));
        }
        return new Outcome(results, shelf.said());
    }
}
