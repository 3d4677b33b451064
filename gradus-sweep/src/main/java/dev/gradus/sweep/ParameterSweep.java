package dev.gradus.sweep;

import dev.gradus.data.DataException;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.run.RunLock;
import dev.gradus.train.state.RecordedRecipe;
import java.util.List;
import java.util.Optional;

/**
 * Many runs of one recipe, side by side, in a folder.
 *
 * <p>
 *
 * {@snippet :
 * var plan = new SweepPlan(
 *         Draft.of(recipe),
 *         List.of(Axis.parse("lr=log(1e-4, 1, 9)")),
 *         new Design.Grid(), 3, Optional.of(new Halving(3)));
 * var sweep = new ParameterSweep(SweepFolder.of(folder, plan), Workshop.on(digits), 2);
 * Standing best = sweep.run().getFirst();
 * }
 *
 * <p>Each worker trains one run at a time, by default on one thread: independent runs use
 * processors better than threads that share a run. Only the results decide which points continue to
 * the next rung, so a sweep's table does not depend on its workers. A sweep whose process died can
 * be continued: finished runs are not trained again, and runs under way continue from their
 * checkpoints.
 */
public final class ParameterSweep {
    /** The table is written again when it has grown by this part, at first after each result. */
    private static final int OFTEN = 100;

    private final SweepFolder folder;
    private final SweepPlan plan;
    private final List<SweepTrial> trials;
    private final int workers;
    private final TrialTrainer trainer;
    private final Results results;
    private final List<Halving.Rung> rungs;
    private final SweepListener listener;
    private volatile boolean stopped;
    private volatile Optional<Crew<Rungs.Due>> crew = Optional.empty();
    private volatile Optional<RunLock> lock = Optional.empty();
    private long added;
    private int kept;
    private int tabled;

    /**
     * Prepares a sweep.
     *
     * @param workshop makes the trainer of each recipe
     * @param folder a new one, or one to continue
     * @param workers how many runs train at a time, at least 1
     * @throws IllegalArgumentException if its plan is invalid
     */
    public ParameterSweep(SweepFolder folder, Workshop workshop, int workers) {
        this(folder, workshop, workers, new SweepListener() {});
    }

    /**
     * Prepares a sweep with a listener.
     *
     * @param folder where the sweep is kept
     * @param workshop makes the trainer of each recipe
     * @param workers how many runs train at a time, at least 1
     * @param listener receives the progress of the sweep
     */
    public ParameterSweep(
            SweepFolder folder, Workshop workshop, int workers, SweepListener listener) {
        this(folder, TrialPlace.here(workshop), workers, listener);
    }

    /**
     * Prepares a sweep whose runs are trained somewhere else.
     *
     * @param folder where the sweep is kept
     * @param place where its runs are trained
     * @param workers how many runs train at a time, at least 1
     * @param listener receives the progress of the sweep
     */
    public ParameterSweep(
            SweepFolder folder, TrialPlace place, int workers, SweepListener listener) {
        if (workers < 1) {
            throw new IllegalArgumentException("a sweep needs at least 1 worker, got " + workers);
        }
        this.folder = folder;
        this.plan = folder.plan();
        this.trials = plan.trials();
        this.workers = workers;
        this.listener = listener;
        this.trainer = place.open(folder, () -> stopped, this::note);
        this.results = new Results(trials, plan.seeds(), plan.judge());
        this.rungs = plan.rungs(trials);
        results.addAll(folder.results(_ -> {})); // run() tells of gaps
    }

    /** {@return all trials, in the order of their numbers} */
    public List<SweepTrial> trials() {
        return trials;
    }

    /** {@return the results so far, by trial, and by rung within each} */
    public List<SweepResult> results() {
        return results.inOrder();
    }

    /** {@return the points that have results, the best first} */
    public List<Standing> standings() {
        return results.standings();
    }

    /**
     * {@return the recipe of a point, with the first of its seeds, and with the learning rate that
     * was trained even where it is the default; with several replicas also with the batch size that
     * was trained, because the command divides the default among them and a sweep does not}
     *
     * @param standing a point of this sweep
     */
    public Recipe recipe(Standing standing) {
        SweepTrial trial = trials.get((standing.point() - 1) * plan.seeds());
        Recipe written = trial.recipe();
        boolean isRated = written.find(Keys.LEARNING_RATE).isPresent();
        boolean isDivided =
                written.find(Keys.REPLICAS).orElse(1) > 1
                        && written.find(Keys.BATCH_SIZE).isEmpty();
        if (isRated && !isDivided) {
            return written;
        }
        Recipe trained = RecordedRecipe.of(Run.open(folder.run(trial)));
        Recipe rated = filled(written, Keys.LEARNING_RATE, trained);
        return isDivided ? filled(rated, Keys.BATCH_SIZE, trained) : rated;
    }

    /** Takes a setting from the recipe that was trained, unless it is written. */
    private static <T> Recipe filled(Recipe recipe, Key<T> key, Recipe trained) {
        return recipe.find(key).isPresent()
                ? recipe
                : trained.find(key).map(value -> recipe.with(key, value)).orElse(recipe);
    }

    /** {@return the metric by which points are judged} */
    public Judge judge() {
        return plan.judge();
    }

    /** {@return how many runs there are in all, counted for each rung} */
    public int runs() {
        return plan.runs(rungs);
    }

    /** Ends the sweep soon: unfinished runs are saved. It can be continued. */
    public void stop() {
        stopped = true;
        trainer.stop();
        crew.ifPresent(Crew::stop);
    }

    /** {@return whether it was ended before all runs were finished} */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Trains all remaining runs, and returns the points, the best first. Interrupting this thread
     * {@linkplain #stop stops} the sweep.
     *
     * @return the points, the best first
     * @throws dev.gradus.run.json.RunException if another process trains the sweep, or results
     *     cannot be kept
     */
    public List<Standing> run() {
        boolean isInterrupted = false;
        try (RunLock held = folder.lock()) {
            lock = Optional.of(held);
            folder.cutTornLine().ifPresent(this::note);
            results.addAll(
                    folder.results(this::note)); // another process may have continued it meanwhile
            kept = results.inOrder().size();
            var due = new Rungs(rungs, results, judge(), listener::rungEnded);
            var workforce = new Crew<Rungs.Due>(due.first(), run -> trained(run, due));
            crew = Optional.of(workforce);
            if (stopped) {
                workforce.stop();
            }
            isInterrupted = workforce.run(workers, this::stop);
            writeTable();
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return standings();
    }

    private List<Rungs.Due> trained(Rungs.Due run, Rungs due) {
        try {
            lock.ifPresent(RunLock::requireInPlace);
            began(run);
            return trainer.train(run.trial(), run.rung(), rungs.get(run.rung()))
                    .map(result -> keep(run, result, due))
                    .orElse(List.of());
        } catch (IllegalArgumentException | DataException failure) {
            return keep(run, SweepResult.failed(run.trial(), run.rung(), failure), due);
        } catch (Throwable failure) {
            stop(); // so that the other workers save their runs
            throw failure;
        }
    }

    private synchronized void began(Rungs.Due run) {
        listener.began(run.trial(), run.rung());
    }

    private synchronized void note(String sentence) {
        listener.noted(sentence);
    }

    private synchronized List<Rungs.Due> keep(Rungs.Due run, SweepResult result, Rungs due) {
        lock.ifPresent(RunLock::requireInPlace);
        folder.add(result, added + 1);
        added++;
        results.add(result);
        kept++;
        if (kept - tabled >= Math.max(1, tabled / OFTEN)) {
            writeTable();
        }
        listener.ended(run.trial(), result, results.best().orElseThrow());
        return due.after(run);
    }

    private synchronized void writeTable() {
        folder.writeTable(SweepTable.csv(plan, trials, results.inOrder()));
        tabled = kept;
    }
}
