package dev.gradus.sweep;

import dev.gradus.data.DataException;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many runs of one recipe, side by side, in a folder of their own.
 *
 * <p>
 *
 * {@snippet :
 * var plan = new SweepPlan(
 *         Draft.of(recipe),
 *         List.of(Axis.parse("lr=log(1e-4, 1, 9)")),
 *         new Design.Grid(), 3, Optional.of(new Halving(3)));
 * var sweep = new ParameterSweep(SweepFolder.create(folder, plan), Workshop.on(digits), 2);
 * Standing best = sweep.run().getFirst();
 * }
 *
 * <p>Each worker trains one run at a time, on one thread unless the recipe says otherwise: runs
 * that share nothing use processors better than threads that share a run. Which points go on to the
 * next rung is decided by the results alone, in the order of the points, so a sweep's table does
 * not depend on its workers. A sweep whose process died goes on where it was: what has ended is not
 * trained again, and runs under way go on from their checkpoints.
 */
public final class ParameterSweep {
    private final SweepFolder folder;
    private final SweepPlan plan;
    private final List<SweepTrial> trials;
    private final int workers;
    private final TrialRun trialRun;
    private final Results results;
    private final SweepListener listener;
    private volatile boolean stopped;

    /**
     * Prepares a sweep.
     *
     * @param workshop makes what trains each recipe
     * @param folder a new one, or one to go on with
     * @param workers how many runs train at a time, at least 1
     * @throws IllegalArgumentException if its plan is none
     */
    public ParameterSweep(SweepFolder folder, Workshop workshop, int workers) {
        this(folder, workshop, workers, new SweepListener() {});
    }

    /**
     * Prepares a sweep that somebody watches.
     *
     * @param folder where the sweep is kept
     * @param workshop makes what trains each recipe
     * @param workers how many runs train at a time, at least 1
     * @param listener hears of the sweep as it goes
     */
    public ParameterSweep(
            SweepFolder folder, Workshop workshop, int workers, SweepListener listener) {
        if (workers < 1) {
            throw new IllegalArgumentException("a sweep needs at least 1 worker, got " + workers);
        }
        this.folder = folder;
        this.plan = folder.plan();
        this.trials = plan.trials();
        this.workers = workers;
        this.listener = listener;
        this.trialRun = new TrialRun(folder, workshop, () -> stopped);
        this.results = new Results(folder.results());
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
        return Standing.of(trials, results, judge());
    }

    /**
     * {@return what a point trains, with the first of its seeds}
     *
     * @param standing a point of this sweep
     */
    public Recipe recipe(Standing standing) {
        return trials.get((standing.point() - 1) * plan.seeds()).recipe();
    }

    /** {@return what the points are judged by} */
    public Judge judge() {
        return plan.judge();
    }

    /** {@return how many runs there are in all, each rung's counted anew} */
    public int runs() {
        return plan.rungs(points()).stream().mapToInt(rung -> rung.points() * plan.seeds()).sum();
    }

    private int points() {
        return trials.size() / plan.seeds();
    }

    /** Ends the sweep soon: runs are saved where they are. It can be gone on with. */
    public void stop() {
        stopped = true;
    }

    /** {@return whether somebody ended it before all runs were through} */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Trains all that is left, and returns the points, the best first.
     *
     * @return the points, the best first
     * @throws dev.gradus.run.json.RunException if results cannot be kept
     */
    public List<Standing> run() {
        Set<Integer> alive = new LinkedHashSet<>();
        trials.forEach(trial -> alive.add(trial.point()));
        List<Halving.Rung> rungs = plan.rungs(points());
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            for (int number = 0; number < rungs.size() && !stopped; number++) {
                train(pool, trialsOf(alive), number, rungs.get(number));
                if (!stopped && number + 1 < rungs.size()) {
                    promote(alive, number, rungs.get(number + 1).points());
                }
            }
        }
        return standings();
    }

    private List<SweepTrial> trialsOf(Set<Integer> points) {
        return trials.stream().filter(trial -> points.contains(trial.point())).toList();
    }

    private void promote(Set<Integer> alive, int rung, int count) {
        List<Integer> best =
                Standing.at(rung, trialsOf(alive), results, judge()).stream()
                        .filter(standing -> !Double.isNaN(standing.mean()))
                        .limit(count)
                        .map(Standing::point)
                        .toList();
        alive.retainAll(best);
        listener.rungEnded(rung, alive.size());
    }

    private void train(ExecutorService pool, List<SweepTrial> due, int number, Halving.Rung rung) {
        var waiting = new ArrayList<Callable<Void>>();
        for (SweepTrial trial : due) {
            if (results.find(trial, number).isEmpty()) {
                waiting.add(() -> trained(trial, number, rung));
            }
        }
        try {
            for (Future<Void> each : pool.invokeAll(waiting)) {
                each.get();
            }
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            throw unwrapped(failure);
        }
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return switch (Objects.requireNonNull(failure.getCause())) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            case Throwable other -> new IllegalStateException(other);
        };
    }

    private Void trained(SweepTrial trial, int number, Halving.Rung rung) {
        if (stopped) {
            return null;
        }
        told(() -> listener.began(trial, number));
        try {
            trialRun.train(trial, number, rung).ifPresent(result -> keep(trial, result));
        } catch (IllegalArgumentException | DataException failure) {
            keep(trial, SweepResult.failed(trial, number, failure));
        } catch (RuntimeException | Error failure) {
            stop();
            throw failure;
        }
        return null;
    }

    private synchronized void keep(SweepTrial trial, SweepResult result) {
        folder.add(result);
        results.add(result);
        folder.writeTable(SweepTable.csv(plan, trials, results.inOrder()));
        listener.ended(trial, result, standings());
    }

    private synchronized void told(Runnable news) {
        news.run();
    }
}
