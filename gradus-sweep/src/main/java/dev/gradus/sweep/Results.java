package dev.gradus.sweep;

import dev.gradus.number.Text;
import dev.gradus.recipe.Judge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The results of the trials so far, and the ranking of the points; workers add to it in parallel.
 */
final class Results {
    private final List<SweepTrial> trials;
    private final int seeds;
    private final Judge judge;
    private final Comparator<Standing> order;

    /** The results of each trial by rung. */
    private final List<TreeMap<Integer, SweepResult>> results = new ArrayList<>();

    private final Map<Integer, Standing> standings = new TreeMap<>();
    private Optional<Standing> best = Optional.empty();

    /**
     * @param trials all of them, point by point
     * @param seeds how many trials each point has
     */
    Results(List<SweepTrial> trials, int seeds, Judge judge) {
        this.trials = trials;
        this.seeds = seeds;
        this.judge = judge;
        this.order = Standing.order(judge);
        trials.forEach(_ -> results.add(new TreeMap<>()));
    }

    /**
     * Adds results that the sweep's folder holds.
     *
     * @throws IllegalArgumentException if one is of another plan
     */
    synchronized void addAll(Collection<SweepResult> earlier) {
        for (SweepResult result : earlier) {
            if (result.trial() < 1 || result.trial() > trials.size()) {
                throw new IllegalArgumentException(
                        Text.of(
                                "there is a result of trial %d, but the sweep has only %,d; its results.jsonl belongs to another sweep",
                                result.trial(), trials.size()));
            }
            add(result);
        }
    }

    synchronized void add(SweepResult result) {
        results.get(result.trial() - 1).put(result.rung(), result);
        int point = trials.get(result.trial() - 1).point();
        int last =
                runs(point).stream()
                        .map(run -> results.get(run.number() - 1))
                        .filter(rungs -> !rungs.isEmpty())
                        .mapToInt(TreeMap::lastKey)
                        .max()
                        .orElseThrow();
        Standing standing = at(point, last);
        standings.put(point, standing);
        best =
                best.isPresent() && best.get().point() != point
                        ? Optional.of(
                                order.compare(standing, best.get()) < 0 ? standing : best.get())
                        : standings.values().stream().min(order);
    }

    synchronized Optional<SweepResult> find(SweepTrial trial, int rung) {
        return Optional.ofNullable(results.get(trial.number() - 1).get(rung));
    }

    /** Returns a point's trials, one for each seed. */
    List<SweepTrial> runs(int point) {
        return trials.subList((point - 1) * seeds, point * seeds);
    }

    /** Returns whether all runs of a point have reached the end of a rung. */
    synchronized boolean isComplete(int point, int rung) {
        return runs(point).stream().allMatch(run -> find(run, rung).isPresent());
    }

    /** Returns how a point stood at the end of a rung that at least one of its runs has reached. */
    synchronized Standing at(int point, int rung) {
        List<SweepTrial> runs = runs(point);
        return Standing.of(
                runs, runs.stream().flatMap(run -> find(run, rung).stream()).toList(), judge);
    }

    /** Returns all points that have results, the best first. */
    synchronized List<Standing> standings() {
        return standings.values().stream().sorted(order).toList();
    }

    /** Returns the best point so far. */
    synchronized Optional<Standing> best() {
        return best;
    }

    /** Returns all results by trial, and by rung within each, regardless of when they came. */
    synchronized List<SweepResult> inOrder() {
        return results.stream().flatMap(rungs -> rungs.values().stream()).toList();
    }
}
