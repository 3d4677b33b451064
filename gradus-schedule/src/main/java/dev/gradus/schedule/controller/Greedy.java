package dev.gradus.schedule.controller;

import dev.gradus.schedule.argument.Require;
import java.util.Map;

/**
 * Raises the rate while a metric improves and lowers it while it does not: after {@code patience}
 * improvements in a row the rate is divided by {@code factor}, after {@code patience} reports in a
 * row without one it is multiplied by it.
 *
 * <p>GreedyLR of Subramanian and Ganapathiraman 2023 as Hugging Face's transformers has it
 * (patience p there is p + 1 here). A rate below {@code lowestRate} can rise and never falls, so
 * the bounds must suit the schedule's rate.
 *
 * @param goal which way the metric improves
 * @param factor what a cut multiplies and a raise divides by, in (0, 1)
 * @param patience reports in a row that make a change, from 1
 * @param relativeThreshold the share of |best| by which a report must be better, from 0
 * @param absoluteThreshold the amount by which a report must be better, from 0
 * @param cooldown reports after a cut that are not counted, from 0
 * @param warmup reports after a raise that are not counted, from 0
 * @param lowestRate a cut never takes the rate below this, from 0
 * @param highestRate a raise never takes the rate above this, at least {@code lowestRate}
 * @param smallestChange a change of the rate by no more than this is not made, from 0
 * @param averaged how many of the newest measurements are averaged into a report, from 1
 * @param resetAfter cuts at the lowest rate after which everything starts over, from 1
 */
public record Greedy(
        Goal goal,
        double factor,
        int patience,
        double relativeThreshold,
        double absoluteThreshold,
        int cooldown,
        int warmup,
        double lowestRate,
        double highestRate,
        double smallestChange,
        int averaged,
        int resetAfter)
        implements Controller {
    private static final Greedy DEFAULT =
            new Greedy(Goal.MINIMIZE, 0.95, 10, 0, 1e-6, 0, 0, 0, Double.MAX_VALUE, 0, 1, 500);

    /** Checks the settings. */
    public Greedy {
        Check.between(0, factor, 1, "greedy", "factor");
        Require.atLeast(1, patience, "greedy", "patience");
        Require.notNegative(relativeThreshold, "greedy", "relativeThreshold");
        Require.notNegative(absoluteThreshold, "greedy", "absoluteThreshold");
        Require.atLeast(0, cooldown, "greedy", "cooldown");
        Require.atLeast(0, warmup, "greedy", "warmup");
        Require.notNegative(lowestRate, "greedy", "lowestRate");
        Require.atLeast(lowestRate, highestRate, "greedy", "highestRate");
        Require.notNegative(smallestChange, "greedy", "smallestChange");
        Require.atLeast(1, averaged, "greedy", "averaged");
        Require.atLeast(1, resetAfter, "greedy", "resetAfter");
    }

    /**
     * For a loss: by 0.95 after 10 reports in a row, without bounds.
     *
     * @return the controller with its defaults
     */
    public static Greedy greedy() {
        return DEFAULT;
    }

    /**
     * {@return this controller, with changes by {@code factor}}
     *
     * @param factor what a change multiplies or divides the rate by, in (0, 1)
     */
    public Greedy factor(double factor) {
        return new Greedy(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                warmup,
                lowestRate,
                highestRate,
                smallestChange,
                averaged,
                resetAfter);
    }

    /**
     * {@return this controller, with a change after {@code reports} in a row}
     *
     * @param reports how many reports in a row, at least 1
     */
    public Greedy patience(int reports) {
        return new Greedy(
                goal,
                factor,
                reports,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                warmup,
                lowestRate,
                highestRate,
                smallestChange,
                averaged,
                resetAfter);
    }

    /**
     * {@return this controller, keeping the rate between the two}
     *
     * @param lowestRate the lower bound, at least 0
     * @param highestRate the upper bound, at least the lower one
     */
    public Greedy between(double lowestRate, double highestRate) {
        return new Greedy(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                warmup,
                lowestRate,
                highestRate,
                smallestChange,
                averaged,
                resetAfter);
    }

    /**
     * What a greedy controller remembers.
     *
     * @param factor the current factor
     * @param best the best report, NaN before the first
     * @param good reports in a row with improvement
     * @param bad reports in a row without
     * @param resting reports still not counted
     * @param blocked cuts at the lowest rate since the last raise
     * @param recent the newest measurements
     */
    public record State(
            double factor,
            double best,
            int good,
            int bad,
            int resting,
            int blocked,
            Measurements recent)
            implements Controller.State {
        @Override
        public Map<String, Object> tree() {
            return new Tree()
                    .put("factor", factor)
                    .put("best", best)
                    .put("good", good)
                    .put("bad", bad)
                    .put("resting", resting)
                    .put("blocked", blocked)
                    .put("recent", recent.values())
                    .map();
        }
    }

    @Override
    public State start() {
        return new State(1, Double.NaN, 0, 0, 0, 0, Measurements.empty());
    }

    @Override
    public State restore(Map<String, ?> map) {
        Tree.Reader tree = new Tree.Reader(map, "greedy");
        return new State(
                tree.number("factor"),
                tree.number("best"),
                tree.whole("good"),
                tree.whole("bad"),
                tree.whole("resting"),
                tree.whole("blocked"),
                Measurements.of(tree.numbers("recent")));
    }

    @Override
    public State next(Controller.State state, Observation observation) {
        State now = Check.own(State.class, state, "greedy");
        if (!(observation instanceof Observation.Measured(double value, double rate))) {
            return now;
        }
        Measurements recent = averaged == 1 ? now.recent : now.recent.append(value, averaged);
        double report = averaged == 1 ? value : recent.mean();
        if (now.resting > 0) {
            return new State(now.factor, now.best, 0, 0, now.resting - 1, now.blocked, recent);
        }
        boolean better = goal.improves(report, now.best, relativeThreshold, absoluteThreshold);
        double best = better ? report : now.best;
        int good = better ? now.good + 1 : 0;
        int bad = better ? 0 : now.bad + 1;
        if (good >= patience) {
            return new State(raised(now.factor, rate), best, 0, bad, warmup, 0, recent);
        }
        if (bad >= patience) {
            return lowered(now, best, rate, recent);
        }
        return new State(now.factor, best, good, bad, 0, now.blocked, recent);
    }

    private double raised(double before, double rate) {
        double wanted = Math.min(rate * before / factor, highestRate);
        return changed(before, wanted, rate, wanted - rate * before);
    }

    private State lowered(State now, double best, double rate, Measurements recent) {
        double wanted = Math.max(rate * now.factor * factor, lowestRate);
        double after = changed(now.factor, wanted, rate, rate * now.factor - wanted);
        int blocked = rate * after > lowestRate ? now.blocked : now.blocked + 1;
        return blocked >= resetAfter
                ? start()
                : new State(after, best, 0, 0, cooldown, blocked, recent);
    }

    private double changed(double before, double wanted, double rate, double change) {
        return change > smallestChange ? wanted / rate : before;
    }

    @Override
    public Watched watched() {
        return Watched.REPORTED_METRIC;
    }

    /** The text form; settings that have the defaults of {@link #greedy()} are left out. */
    @Override
    public String toString() {
        return new Form("greedy")
                .add("factor", factor, DEFAULT.factor)
                .add("patience", patience, DEFAULT.patience)
                .add("relativeThreshold", relativeThreshold, DEFAULT.relativeThreshold)
                .add("absoluteThreshold", absoluteThreshold, DEFAULT.absoluteThreshold)
                .add("cooldown", cooldown, DEFAULT.cooldown)
                .add("warmup", warmup, DEFAULT.warmup)
                .add("lowestRate", lowestRate, DEFAULT.lowestRate)
                .add("highestRate", highestRate, DEFAULT.highestRate)
                .add("smallestChange", smallestChange, DEFAULT.smallestChange)
                .add("averaged", averaged, DEFAULT.averaged)
                .add("resetAfter", resetAfter, DEFAULT.resetAfter)
                .add("goal", goal, DEFAULT.goal)
                .toString();
    }
}
