package dev.gradus.sweep;

import dev.gradus.data.DataException;
import dev.gradus.number.Text;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.train.Resume;
import dev.gradus.train.Training;
import dev.gradus.train.state.Continuity;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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

    /** No data are read for these. */
    private static final int MOST_SETTLED = 1000;

    private static final String UNTRAINABLE = "untrainable";

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
        var faults = new ArrayList<RuntimeException>();
        for (SweepTrial trial : spread(points(), MOST)) {
            try (Training _ = prepared(trial)) {
                return;
            } catch (IllegalArgumentException | DataException fault) {
                faults.add(fault);
            }
        }
        throw faults.getFirst();
    }

    /**
     * Requires that runs are trained as they were planned, and those that have begun as they were:
     * a version of Gradus with other defaults, or other data, would make the rows of a table
     * incomparable. What was planned is recorded the first time, before the sweep begins. Looks at
     * {@value #MOST_SETTLED} points at most and, for their data, at {@value #MOST} runs, spread
     * evenly over those that have begun.
     *
     * @param folder the sweep's folder
     * @throws RunException if a run would be trained in another way; the message says in which
     */
    public void requireUnchanged(SweepFolder folder) {
        requireBegunUnchanged(folder);
        List<SweepTrial> points = spread(points(), MOST_SETTLED);
        UnaryOperator<Recipe> settler = workshop.settler();
        List<Configuration> now =
                points.stream().map(trial -> settled(trial.recipe(), settler)).toList();
        Optional<List<Configuration>> planned = folder.settled();
        if (planned.isEmpty()) {
            folder.settle(now);
            return;
        }
        if (planned.get().size() != now.size()) {
            throw new RunException(
                    Text.of(
                            "%s is damaged: its settled.jsonl has %d recipes, and its plan %d points",
                            folder.folder(), planned.get().size(), now.size()));
        }
        for (int i = 0; i < now.size(); i++) {
            requireSame(
                    "run " + folder.run(points.get(i)), changes(planned.get().get(i), now.get(i)));
        }
    }

    /** What cannot be trained has its own line in the table, then and now. */
    private static List<String> changes(Configuration planned, Configuration now) {
        Optional<String> then = planned.text(UNTRAINABLE);
        Optional<String> today = now.text(UNTRAINABLE);
        if (then.isPresent() && today.isPresent()) {
            return List.of();
        }
        return today.map("it can no longer be trained: %s"::formatted)
                .or(() -> then.map("it could not be trained when it was planned: %s"::formatted))
                .map(List::of)
                .orElseGet(() -> Continuity.changes(planned, now));
    }

    private static Configuration settled(Recipe recipe, UnaryOperator<Recipe> settler) {
        try {
            return new Configuration(settler.apply(TrialRun.frugal(recipe)).values());
        } catch (IllegalArgumentException | DataException untrainable) {
            return Configuration.EMPTY.with(UNTRAINABLE, String.valueOf(untrainable.getMessage()));
        }
    }

    private void requireBegunUnchanged(SweepFolder folder) {
        List<SweepTrial> begun =
                trials.stream()
                        .filter(trial ->
                                Files.exists(folder.run(trial).resolve("configuration.json")))
                        .toList();
        for (SweepTrial trial : spread(begun, MOST)) {
            try (Training training = prepared(trial)) {
                requireSame(training, Run.open(folder.run(trial)));
            }
        }
    }

    /** Requires that a training is that of a run on record. */
    static void requireSame(Training training, Run run) {
        requireSame("run " + run.folder(), Resume.changes(training, run));
    }

    private static void requireSame(String which, List<String> changes) {
        if (!changes.isEmpty()) {
            throw new RunException(
                    "the sweep cannot continue: its %s would now be trained in another way (%s); continue with the data and the version of Gradus that it was begun with, or begin a new sweep"
                            .formatted(which, String.join("; ", changes)));
        }
    }

    /** Returns one trial of each point: that with the first seed. */
    private List<SweepTrial> points() {
        long seed = trials.getFirst().seed();
        return trials.stream().filter(trial -> trial.seed() == seed).toList();
    }

    private Training prepared(SweepTrial trial) {
        Workshop.Ready ready = workshop.ready(TrialRun.frugal(trial.recipe()));
        return ready.trainer().doubts(_ -> {}).prepare(ready.train());
    }

    private static List<SweepTrial> spread(List<SweepTrial> all, int most) {
        int count = Math.min(most, all.size());
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }
}
