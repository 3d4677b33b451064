package dev.gradus.sweep;

import dev.gradus.data.DataException;
import dev.gradus.run.Run;
import dev.gradus.run.json.RunException;
import dev.gradus.train.Resume;
import dev.gradus.train.Training;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prepares some trials without training them: before a sweep begins, so that a mistake that all of
 * them share is not found once a trial, and before it continues, so that all are trained alike.
 *
 * @param trials all trials of the sweep
 * @param workshop makes the trainer of each recipe
 */
public record SweepCheck(List<SweepTrial> trials, Workshop workshop) {
    /** Enough to see a fault that all trials have; each may have to read a table. */
    private static final int MOST = 20;

    /** Copies the trials. */
    public SweepCheck {
        trials = List.copyOf(trials);
    }

    /**
     * Requires that at least one point can be trained, of {@value #MOST} at most, spread evenly
     * over the sweep. Where only some cannot, their rows will say why.
     *
     * @throws IllegalArgumentException if none can; the message is that of the first
     * @throws DataException if none can, because of its data
     */
    public void requireTrainable() {
        long seed = trials.getFirst().seed();
        var faults = new ArrayList<RuntimeException>();
        for (SweepTrial trial : spread(trials.stream().filter(t -> t.seed() == seed).toList())) {
            try (Training _ = prepared(trial)) {
                return;
            } catch (IllegalArgumentException | DataException fault) {
                faults.add(fault);
            }
        }
        throw faults.getFirst();
    }

    /**
     * Requires that runs that have begun would be trained as they were: a version of Gradus with
     * other defaults, or other data, would make the rows of a table incomparable. Looks at {@value
     * #MOST} runs at most, spread evenly over those that have begun.
     *
     * @param folder the sweep's folder
     * @throws RunException if a run would be trained in another way; the message says in which
     */
    public void requireUnchanged(SweepFolder folder) {
        List<SweepTrial> begun =
                trials.stream()
                        .filter(trial ->
                                Files.exists(folder.run(trial).resolve("configuration.json")))
                        .toList();
        for (SweepTrial trial : spread(begun)) {
            try (Training training = prepared(trial)) {
                requireSame(training, Run.open(folder.run(trial)));
            }
        }
    }

    /** Requires that a training is that of a run on record. */
    static void requireSame(Training training, Run run) {
        List<String> changes = Resume.changes(training, run);
        if (!changes.isEmpty()) {
            throw new RunException(
                    "the sweep cannot continue: its run %s would now be trained in another way (%s); continue with the data and the version of Gradus that it was begun with, or begin a new sweep"
                            .formatted(run.folder(), String.join("; ", changes)));
        }
    }

    private Training prepared(SweepTrial trial) {
        Workshop.Ready ready = workshop.ready(TrialRun.frugal(trial.recipe()));
        return ready.trainer().doubts(_ -> {}).prepare(ready.train());
    }

    private static List<SweepTrial> spread(List<SweepTrial> all) {
        int count = Math.min(MOST, all.size());
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }
}
