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
 * A trial that is to be trained to the end of a rung, as it is sent to another process. Sent again,
 * because a process died, it goes on from the checkpoint that the first left in the sweep's folder.
 *
 * @param folder the sweep's folder, which that process sees under the same name
 * @param trial the trial's number
 * @param number the number of the rung, from 0
 * @param points how many points the rung trains
 * @param share of its whole run that a point has trained at its end
 * @param workshops makes what trains its recipe
 */
public record RemoteTrial(
        String folder, int trial, int number, int points, double share, WorkshopSource workshops)
        implements Serializable {
    /**
     * What came of it.
     *
     * @param results its result; none if it was stopped before the end of the rung
     * @param said what there was to say, a sentence each
     */
    public record Outcome(List<SweepResult> results, List<String> said) implements Serializable {
        /** Copies the lists, into ones that can be sent. */
        public Outcome {
            results = new ArrayList<>(results);
            said = new ArrayList<>(said);
        }
    }

    /**
     * Trains the trial here.
     *
     * @return what came of it; what is wrong with the trial itself is a result too
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
