package dev.gradus.train;

import dev.gradus.nn.Metric;
import dev.gradus.run.TrainingEvent.Mark;
import dev.gradus.schedule.controller.Goal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Says which epoch is the best so far and when over-fitting begins.
 *
 * @param metric the name of the metric a run is judged by
 * @param goal which way it improves
 */
public record Judge(String metric, Goal goal) {
    /** The smallest loss. */
    static final Judge LOSS = new Judge("loss", Goal.MINIMIZE);

    /** Returns a judge by a metric, which says itself which way it improves. */
    static Judge by(Metric metric) {
        return new Judge(metric.name(), goal(metric));
    }

    static Goal goal(Metric metric) {
        return switch (metric.better()) {
            case HIGHER -> Goal.MAXIMIZE;
            case LOWER -> Goal.MINIMIZE;
        };
    }

    /** Over-fitting is marked from so many reports in a row on: one may be chance. */
    private static final int REPORTS = 2;

    /**
     * What was seen so far.
     *
     * @param best the best value of the metric, NaN before the first
     * @param bestStep how many updates were made when it was measured
     * @param trainLoss the last epoch's
     * @param validationLoss the last epoch's
     * @param diverging for how many reports in a row validation rose while training fell
     */
    public record State(
            double best, long bestStep, double trainLoss, double validationLoss, int diverging) {
        static final State START = new State(Double.NaN, 0, Double.NaN, Double.NaN, 0);
    }

    State next(State state, long step, double trainLoss, Map<String, Double> metrics) {
        double value = metrics.getOrDefault(metric, Double.NaN);
        boolean better = better(goal, value, state.best(), 0);
        double validationLoss = metrics.getOrDefault("loss", Double.NaN);
        boolean apart = trainLoss < state.trainLoss() && validationLoss > state.validationLoss();
        return new State(
                better ? value : state.best(),
                better ? step : state.bestStep(),
                trainLoss,
                validationLoss,
                apart ? state.diverging() + 1 : 0);
    }

    /** Returns what is remarkable about the epoch that led to this state. */
    static Set<Mark> marks(State state, long step) {
        var marks = EnumSet.noneOf(Mark.class);
        if (state.bestStep() == step && !Double.isNaN(state.best())) {
            marks.add(Mark.BEST);
        }
        if (state.diverging() >= REPORTS) {
            marks.add(Mark.OVERFITTING);
        }
        return marks;
    }

    /** Returns whether a value beats the best by more than a margin; NaN never does. */
    static boolean better(Goal goal, double value, double best, double margin) {
        if (Double.isNaN(best)) {
            return !Double.isNaN(value);
        }
        return goal == Goal.MINIMIZE ? value < best - margin : value > best + margin;
    }
}
