package dev.gradus.sweep;

import dev.gradus.recipe.Judge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * Which runs are due. A point continues to the next rung as soon as this is certain: when the
 * better points, and those whose runs are not finished, are too few to take all places. So workers
 * need not wait for the last run of a rung, and the points that continue are the same as if they
 * had.
 *
 * <p>For one thread at a time.
 */
final class Rungs {
    /**
     * A run to train to the end of a rung.
     *
     * @param trial the run
     * @param rung the number of the rung, from 0
     */
    record Due(SweepTrial trial, int rung) {}

    private final Results results;
    private final List<Stage> stages;
    private final ObjIntConsumer<Integer> ended;

    /** The progress of a rung. */
    private static final class Stage {
        private final int places;
        private final Set<Integer> points = new HashSet<>();
        private final TreeSet<Standing> complete;

        /** Whether no more points come. */
        private boolean isFull;

        Stage(int places, Judge judge) {
            this.places = places;
            complete = new TreeSet<>(Standing.order(judge));
        }

        /** Returns how many points are not finished, of those in this rung or still to come. */
        int undecided() {
            return (isFull ? points.size() : places) - complete.size();
        }

        /**
         * Returns the points that are certain to be among the best, whatever the results of the
         * others.
         */
        List<Integer> certain(int places) {
            return complete.stream()
                    .filter(standing -> !Double.isNaN(standing.mean()))
                    .limit(Math.max(0, places - undecided()))
                    .map(Standing::point)
                    .toList();
        }
    }

    /**
     * @param results the results of the runs; each is added before {@link #after} is called
     * @param ended takes the number of each rung that is over, and how many points continue
     */
    Rungs(List<Halving.Rung> rungs, Results results, Judge judge, ObjIntConsumer<Integer> ended) {
        this.results = results;
        this.ended = ended;
        stages = rungs.stream().map(rung -> new Stage(rung.points(), judge)).toList();
    }

    /** Returns the runs to start with: those that have no results yet. */
    List<Due> first() {
        var due = new ArrayList<Due>();
        IntStream.rangeClosed(1, stages.getFirst().places).forEach(point -> enter(point, 0, due));
        stages.getFirst().isFull = true;
        promote(0, due);
        return due;
    }

    /** Returns the runs that are due when a run has reached the end of a rung. */
    List<Due> after(Due run) {
        var due = new ArrayList<Due>();
        int point = run.trial().point();
        if (results.isComplete(point, run.rung())) {
            complete(point, run.rung());
            promote(run.rung(), due);
        }
        return due;
    }

    private void enter(int point, int rung, List<Due> due) {
        stages.get(rung).points.add(point);
        if (results.isComplete(point, rung)) {
            complete(point, rung);
            return;
        }
        results.runs(point).stream()
                .filter(run -> results.find(run, rung).isEmpty())
                .forEach(run -> due.add(new Due(run, rung)));
    }

    private void complete(int point, int rung) {
        stages.get(rung).complete.add(results.at(point, rung));
    }

    private void promote(int rung, List<Due> due) {
        if (rung + 1 == stages.size()) {
            return;
        }
        Stage stage = stages.get(rung);
        Stage next = stages.get(rung + 1);
        for (int point : stage.certain(next.places)) {
            if (!next.points.contains(point)) {
                enter(point, rung + 1, due);
            }
        }
        if (stage.isFull && stage.undecided() == 0 && !next.isFull) {
            next.isFull = true;
            ended.accept(rung, next.points.size());
        }
        promote(rung + 1, due);
    }
}
