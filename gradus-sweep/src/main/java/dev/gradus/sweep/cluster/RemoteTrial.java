package dev.gradus.sweep.cluster;

import dev.gradus.data.DataException;
import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.Halving;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepResult;
import dev.gradus.sweep.SweepTrial;
import dev.gradus.sweep.TrialPlace;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trial to train to the end of a rung, as sent to another process. If that process dies and the
 * trial is sent again, it continues from the checkpoint in the sweep's folder.
 *
 * @param folder the sweep's folder, which that process sees under the same name
 * @param trial the trial
 * @param number the number of the rung, from 0
 * @param points how many points the rung trains
 * @param divisor which part of its whole run a point has trained at the end of the rung
 * @param workshops makes the trainer of its recipe
 */
public record RemoteTrial(
        String folder, Sent trial, int number, int points, long divisor, WorkshopSource workshops)
        implements Serializable {
    /**
     * A trial as it is sent.
     *
     * @param number its number
     * @param point that of its point
     * @param settings what varies
     * @param seed its seed
     * @param recipe its recipe, as JSON
     */
    public record Sent(
            int number, int point, Map<String, String> settings, long seed, String recipe)
            implements Serializable {
        /** Copies the settings to a map that can be sent. */
        public Sent {
            settings = new LinkedHashMap<>(settings);
        }

        SweepTrial received() {
            return new SweepTrial(
                    number, point, settings, seed, Recipe.ofJson(recipe, "the trial"));
        }
    }

    /**
     * {@return a trial to send}
     *
     * @param folder the sweep's folder
     * @param trial the trial
     * @param number the number of the rung, from 0
     * @param rung the rung
     * @param workshops makes the trainer of its recipe
     */
    public static RemoteTrial of(
            SweepFolder folder,
            SweepTrial trial,
            int number,
            Halving.Rung rung,
            WorkshopSource workshops) {
        return new RemoteTrial(
                folder.folder().toAbsolutePath().toString(),
                new Sent(
                        trial.number(),
                        trial.point(),
                        trial.settings(),
                        trial.seed(),
                        trial.recipe().json()),
                number,
                rung.points(),
                rung.divisor(),
                workshops);
    }

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
        SweepTrial own = trial.received();
        List<SweepResult> results;
        try {
            results =
                    TrialPlace.here(shelf.workshop())
                            .open(
                                    new SweepFolder(Path.of(folder)),
                                    () -> Thread.currentThread().isInterrupted(),
                                    shelf::say)
                            .train(own, number, new Halving.Rung(points, divisor))
                            .stream()
                            .toList();
        } catch (IllegalArgumentException | DataException failure) {
            results = List.of(SweepResult.failed(own, number, failure));
        }
        return new Outcome(results, shelf.said());
    }
}
