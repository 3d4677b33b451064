package dev.gradus.recipe;

import dev.gradus.nn.metric.Metric;
import dev.gradus.schedule.controller.Goal;
import java.util.Map;

/**
 * Decides which epoch is the best so far and when over-fitting begins.
 *
 * @param metric the name of the metric a run is judged by
 * @param goal which way it improves
 */
public record Judge(String metric, Goal goal) {
    /** The smallest loss. */
    public static final Judge LOSS = new Judge("loss", Goal.MINIMIZE);

    /**
     * {@return a judge by a metric, which knows which way it improves}
     *
     * @param metric the metric that decides
     */
    public static Judge by(Metric metric) {
        return new Judge(metric.name(), goal(metric));
    }

    /**
     * {@return which way a metric improves}
     *
     * @param metric the metric that decides
     */
    public static Goal goal(Metric metric) {
        return switch (metric.better()) {
            case HIGHER -> Goal.MAXIMIZE;
            case LOWER -> Goal.MINIMIZE;
        };
    }

    /**
     * What has been measured so far.
     *
     * @param best the best value of the metric, NaN before the first
     * @param bestStep how many updates were made when it was measured
     * @param trainLoss the last epoch's
     * @param validationLoss the last epoch's
     * @param diverging for how many reports in a row validation rose while training fell
     */
    public record State(
            double best, long bestStep, double trainLoss, double validationLoss, int diverging) {
        /** Before the first epoch. */
        public static final State START = new State(Double.NaN, 0, Double.NaN, Double.NaN, 0);
    }

    /**
     * {@return the state after one more epoch} A pure function.
     *
     * @param state the state before it
     * @param step how many updates were made
     * @param trainLoss the mean training loss of the epoch
     * @param metrics what was measured, by name
     */
    public State next(State state, long step, double trainLoss, Map<String, Double> metrics) {
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

    /**
     * Reads {@code accuracy}, or {@code auc maximize} where the direction of improvement is not
     * known; the inverse of {@link #toString}.
     *
     * @param text a judge as a user writes it
     * @return the judge
     * @throws IllegalArgumentException if it cannot be read; the message suggests
     */
    public static Judge parse(String text) {
        return MetricWords.of("judgeBy", text).judge();
    }

    /** Returns the metric's name, and which way it improves if the name does not tell. */
    @Override
    public String toString() {
        return MetricWords.text(metric, goal);
    }

    /** Returns whether a value beats the best by more than a margin; NaN never does. */
    static boolean better(Goal goal, double value, double best, double margin) {
        if (Double.isNaN(best)) {
            return !Double.isNaN(value);
        }
        return goal == Goal.MINIMIZE ? value < best - margin : value > best + margin;
    }
}
