package dev.gradus.recipe;

import dev.gradus.nn.metric.Metric;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.schedule.controller.Memory;
import java.time.Duration;
import java.util.Map;

/**
 * The only way to end a run early. A rule is a value; what it remembers is another, so a resumed
 * run stops where an uninterrupted one would.
 */
public sealed interface StopRule
        permits StopRule.Patience,
                StopRule.Target,
                StopRule.TimeLimit,
                StopRule.StepLimit,
                OwnStopRule {
    /** {@return what the rule remembers before the first report} */
    default State start() {
        return new State(Double.NaN, 0);
    }

    /**
     * {@return what it remembers after one more report} A pure function.
     *
     * @param state what it remembers
     * @param metrics what was measured, by name: {@code loss}, {@code accuracy} …
     */
    default State next(State state, Map<String, Double> metrics) {
        return state;
    }

    /**
     * {@return whether the run ends here}
     *
     * @param state what it remembers
     * @param updates how many updates were made
     * @param seconds how long the run has trained in all
     */
    boolean stops(State state, long updates, double seconds);

    /** {@return the reason in one word, for scripts} */
    String reason();

    /**
     * {@return the reason in a sentence}
     *
     * @param state what it remembers
     */
    String detail(State state);

    /**
     * What a rule remembers.
     *
     * @param best the best report so far, NaN before the first
     * @param bad how many reports in a row were not better
     * @param memory what an {@link OwnStopRule} remembers
     */
    record State(double best, int bad, Memory memory) {
        /**
         * What a built-in rule remembers.
         *
         * @param best the best value so far
         * @param bad reports in a row that were not better
         */
        public State(double best, int bad) {
            this(best, bad, Memory.empty());
        }
    }

    /**
     * Ends when a metric has not improved for this many reports in a row. The result of a run with
     * this rule is the parameters of its best epoch, even if it completes, diverges, or reaches a
     * limit of time or steps first. Two endings keep the newest parameters: a {@link Target}, which
     * they reach, and a stop on request. Training itself continues from the newest, which the last
     * checkpoint and the state hash refer to.
     *
     * <p>The best epoch is the best by this rule's metric, unless the recipe names one to judge by.
     * With several such rules the first one's metric counts.
     *
     * @param metric its name, such as {@code loss}
     * @param goal which way it improves
     * @param reports how many, at least 1
     * @param margin by how much a report must be better, at least 0
     */
    record Patience(String metric, Goal goal, int reports, double margin) implements StopRule {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Patience {
            if (reports < 1) {
                throw new IllegalArgumentException(
                        "patience must be at least 1 report, got " + reports);
            }
            if (!(margin >= 0) || Double.isInfinite(margin)) {
                throw new IllegalArgumentException(
                        "patience takes a finite margin of at least 0, got " + margin);
            }
        }

        @Override
        public State next(State state, Map<String, Double> metrics) {
            double value = metrics.getOrDefault(metric, Double.NaN);
            return Judge.better(goal, value, state.best(), margin)
                    ? new State(value, 0)
                    : new State(state.best(), state.bad() + 1);
        }

        @Override
        public boolean stops(State state, long updates, double seconds) {
            return state.bad() >= reports;
        }

        @Override
        public String reason() {
            return "patience";
        }

        @Override
        public String detail(State state) {
            return Text.of(
                    "%s was not better than %s for %s",
                    metric,
                    NumberText.brief(state.best()),
                    NumberText.counted(state.bad(), "report"));
        }

        @Override
        public String toString() {
            String words = "patience " + reports + " " + MetricWords.text(metric, goal);
            return margin == 0 ? words : words + " margin " + margin;
        }
    }

    /**
     * Ends when a metric reaches a value.
     *
     * @param metric its name, such as {@code accuracy}
     * @param goal which way it improves
     * @param value finite
     */
    record Target(String metric, Goal goal, double value) implements StopRule {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Target {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "the target of %s must be finite, got %s".formatted(metric, value));
            }
        }

        @Override
        public State next(State state, Map<String, Double> metrics) {
            return new State(metrics.getOrDefault(metric, Double.NaN), 0);
        }

        @Override
        public boolean stops(State state, long updates, double seconds) {
            return goal == Goal.MINIMIZE ? state.best() <= value : state.best() >= value;
        }

        @Override
        public String reason() {
            return "target";
        }

        @Override
        public String detail(State state) {
            return "%s reached %s; the target was %s".formatted(metric, state.best(), value);
        }

        @Override
        public String toString() {
            return "target " + MetricWords.text(metric, goal) + " " + value;
        }
    }

    /**
     * Ends when the run has trained for this long.
     *
     * @param limit above 0
     */
    record TimeLimit(Duration limit) implements StopRule {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public TimeLimit {
            if (!limit.isPositive()) {
                throw new IllegalArgumentException("a time limit must be above 0, got " + limit);
            }
        }

        @Override
        public boolean stops(State state, long updates, double seconds) {
            return seconds >= limit.toSeconds() + limit.toNanosPart() / 1e9;
        }

        @Override
        public String reason() {
            return "time";
        }

        @Override
        public String detail(State state) {
            return "the time limit of %s is reached".formatted(DurationText.of(limit));
        }

        @Override
        public String toString() {
            return "time " + DurationText.of(limit);
        }
    }

    /**
     * Ends after this many updates, however long the run was planned to be.
     *
     * @param limit at least 1
     */
    record StepLimit(long limit) implements StopRule {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public StepLimit {
            if (limit < 1) {
                throw new IllegalArgumentException("a step limit must be at least 1, got " + limit);
            }
        }

        @Override
        public boolean stops(State state, long updates, double seconds) {
            return updates >= limit;
        }

        @Override
        public String reason() {
            return "steps";
        }

        @Override
        public String detail(State state) {
            return "the limit of %s is reached".formatted(NumberText.counted(limit, "step"));
        }

        @Override
        public String toString() {
            return "steps " + limit;
        }
    }

    /**
     * Reads {@code patience 5}, {@code patience 3 accuracy margin 0.01}, {@code target accuracy
     * 0.99}, {@code time 1h30m} or {@code steps 500}; the inverse of {@code toString}.
     *
     * @param text a rule as a user writes it
     * @return the rule
     * @throws IllegalArgumentException if it cannot be read; the message says what to write
     */
    static StopRule parse(String text) {
        return StopText.parse(text);
    }

    /**
     * {@return {@link Patience} with the validation loss (the training loss without validation)}
     *
     * @param reports how many reports, at least 1
     */
    static StopRule patience(int reports) {
        return new Patience("loss", Goal.MINIMIZE, reports, 0);
    }

    /**
     * {@return {@link Patience} with a metric}
     *
     * @param reports how many reports, at least 1
     * @param metric the metric that decides
     */
    static StopRule patience(int reports, Metric metric) {
        return new Patience(metric.name(), Judge.goal(metric), reports, 0);
    }

    /**
     * {@return {@link Patience} with a metric by its name and direction}
     *
     * @param reports how many reports, at least 1
     * @param metric the metric that decides
     * @param goal whether higher or lower values are better
     */
    static StopRule patience(int reports, String metric, Goal goal) {
        return new Patience(metric, goal, reports, 0);
    }

    /**
     * {@return {@link Target} for the loss: ends when it is at most this}
     *
     * @param value the value to reach
     */
    static StopRule targetLoss(double value) {
        return new Target("loss", Goal.MINIMIZE, value);
    }

    /**
     * {@return {@link Target} for a metric: ends when it is at least as good as this}
     *
     * @param metric the metric that decides
     * @param value the value to reach
     */
    static StopRule target(Metric metric, double value) {
        return new Target(metric.name(), Judge.goal(metric), value);
    }

    /**
     * {@return {@link Target} for a metric by its name and direction}
     *
     * @param metric the metric that decides
     * @param goal whether higher or lower values are better
     * @param value the value to reach
     */
    static StopRule target(String metric, Goal goal, double value) {
        return new Target(metric, goal, value);
    }

    /**
     * {@return {@link TimeLimit}}
     *
     * @param limit how long the run may train; above 0
     */
    static StopRule timeLimit(Duration limit) {
        return new TimeLimit(limit);
    }

    /**
     * {@return {@link StepLimit}}
     *
     * @param limit how many updates the run may make; at least 1
     */
    static StopRule stepLimit(long limit) {
        return new StepLimit(limit);
    }
}
