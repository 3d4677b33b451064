package dev.gradus.schedule.controller;

import dev.gradus.schedule.argument.Require;
import java.util.Map;

/**
 * Lowers the rate when a metric stops improving.
 *
 * <p>A report is better when it beats the best by more than {@code relativeThreshold·|best| +
 * absoluteThreshold}. After {@code patience} reports in a row that are not better, the factor is
 * multiplied by {@code factor}; then {@code cooldown} reports are not counted. NaN is never better.
 *
 * <p>The same as PyTorch's ReduceLROnPlateau (patience p there is p + 1 here), Keras' (patience p
 * there is max(1, p) here, cooldown c is max(0, c − 1)), optax.contrib.reduce_on_plateau (patience
 * p is p) and fastai's (whose factor is a divisor). With a threshold relative to a
 * <em>negative</em> best, PyTorch uses the wrong sign and accepts every worsening; this does not.
 *
 * @param goal which way the metric improves
 * @param factor what a cut multiplies by, in (0, 1)
 * @param patience reports in a row without improvement that make a cut, from 1
 * @param relativeThreshold the share of |best| by which a report must be better, from 0
 * @param absoluteThreshold the amount by which a report must be better, from 0
 * @param cooldown reports after a cut that are not counted, from 0
 * @param lowestRate a cut never takes the rate below this, from 0
 * @param lowestFactor a cut never takes the factor below this, from 0
 * @param smallestChange a cut that would change the rate by no more than this is not made, from 0
 * @param averaged how many measurements are averaged into one report, from 1
 * @param afterCut what happens to the weights at a cut
 * @param ignored reports at the beginning that are ignored, such as those of a warm-up, from 0
 */
public record Plateau(
        Goal goal,
        double factor,
        int patience,
        double relativeThreshold,
        double absoluteThreshold,
        int cooldown,
        double lowestRate,
        double lowestFactor,
        double smallestChange,
        int averaged,
        Weights afterCut,
        int ignored)
        implements Controller {
    private static final Plateau DEFAULT =
            new Plateau(Goal.MINIMIZE, 0.1, 10, 1e-4, 0, 0, 0, 0, 0, 1, Weights.KEEP, 0);

    /** Checks the settings. */
    public Plateau {
        Check.between(0, factor, 1, "plateau", "factor");
        Require.atLeast(1, patience, "plateau", "patience");
        Require.notNegative(relativeThreshold, "plateau", "relativeThreshold");
        Require.notNegative(absoluteThreshold, "plateau", "absoluteThreshold");
        Require.atLeast(0, cooldown, "plateau", "cooldown");
        Require.notNegative(lowestRate, "plateau", "lowestRate");
        Require.notNegative(lowestFactor, "plateau", "lowestFactor");
        Require.notNegative(smallestChange, "plateau", "smallestChange");
        Require.atLeast(1, averaged, "plateau", "averaged");
        Require.atLeast(0, ignored, "plateau", "ignored");
    }

    /**
     * For a loss: a tenth after 10 reports in a row that are not better by a share of 1e-4.
     *
     * @return the controller with its defaults
     */
    public static Plateau plateau() {
        return DEFAULT;
    }

    /**
     * {@return this controller, for a metric that improves as {@code goal} says}
     *
     * @param goal whether higher or lower values are better
     */
    public Plateau goal(Goal goal) {
        return new Plateau(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                lowestRate,
                lowestFactor,
                smallestChange,
                averaged,
                afterCut,
                ignored);
    }

    /**
     * {@return this controller, with cuts by {@code factor}}
     *
     * @param factor what a cut multiplies the rate by, in (0, 1)
     */
    public Plateau factor(double factor) {
        return new Plateau(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                lowestRate,
                lowestFactor,
                smallestChange,
                averaged,
                afterCut,
                ignored);
    }

    /**
     * {@return this controller, with a cut after {@code reports} in a row that are not better}
     *
     * @param reports how many reports, at least 1
     */
    public Plateau patience(int reports) {
        return new Plateau(
                goal,
                factor,
                reports,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                lowestRate,
                lowestFactor,
                smallestChange,
                averaged,
                afterCut,
                ignored);
    }

    /**
     * {@return this controller, where better means better by {@code relative·|best| + absolute}}
     *
     * @param relative the share of |best|, at least 0
     * @param absolute the difference, at least 0
     */
    public Plateau threshold(double relative, double absolute) {
        return new Plateau(
                goal,
                factor,
                patience,
                relative,
                absolute,
                cooldown,
                lowestRate,
                lowestFactor,
                smallestChange,
                averaged,
                afterCut,
                ignored);
    }

    /**
     * {@return this controller, with {@code reports} after a cut that are not counted}
     *
     * @param reports how many reports, at least 0
     */
    public Plateau cooldown(int reports) {
        return new Plateau(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                reports,
                lowestRate,
                lowestFactor,
                smallestChange,
                averaged,
                afterCut,
                ignored);
    }

    /**
     * {@return this controller, never cutting the rate below {@code rate}}
     *
     * @param rate the lower bound of the rate, at least 0
     */
    public Plateau lowestRate(double rate) {
        return new Plateau(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                rate,
                lowestFactor,
                smallestChange,
                averaged,
                afterCut,
                ignored);
    }

    /**
     * {@return this controller, never cutting the factor below {@code lowest}}
     *
     * @param lowest the lower bound of the factor, at least 0
     */
    public Plateau lowestFactor(double lowest) {
        return new Plateau(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                lowestRate,
                lowest,
                smallestChange,
                averaged,
                afterCut,
                ignored);
    }

    /**
     * {@return this controller, leaving out cuts that change the rate by no more than {@code
     * change}}
     *
     * @param change the change of the rate, at least 0
     */
    public Plateau smallestChange(double change) {
        return new Plateau(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                lowestRate,
                lowestFactor,
                change,
                averaged,
                afterCut,
                ignored);
    }

    /**
     * {@return this controller, with {@code measurements} averaged into one report}
     *
     * @param measurements how many measurements make one report, at least 1
     */
    public Plateau averaged(int measurements) {
        return new Plateau(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                lowestRate,
                lowestFactor,
                smallestChange,
                measurements,
                afterCut,
                ignored);
    }

    /**
     * {@return this controller, with {@code weights} at a cut}
     *
     * @param weights what happens to the weights at a cut
     */
    public Plateau afterCut(Weights weights) {
        return new Plateau(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                lowestRate,
                lowestFactor,
                smallestChange,
                averaged,
                weights,
                ignored);
    }

    /**
     * {@return this controller, ignoring the first {@code reports}}
     *
     * @param reports how many reports, at least 0
     */
    public Plateau ignoring(int reports) {
        return new Plateau(
                goal,
                factor,
                patience,
                relativeThreshold,
                absoluteThreshold,
                cooldown,
                lowestRate,
                lowestFactor,
                smallestChange,
                averaged,
                afterCut,
                reports);
    }

    /**
     * What a plateau controller remembers.
     *
     * @param factor in force
     * @param best the best report, NaN before the first
     * @param bad reports in a row without improvement
     * @param cooling reports still not counted; below 0, reports still ignored
     * @param sum of the measurements of the current report
     * @param measured how many there are
     */
    public record State(double factor, double best, int bad, int cooling, double sum, int measured)
            implements Controller.State {
        @Override
        public Map<String, Object> tree() {
            return new Tree()
                    .put("factor", factor)
                    .put("best", best)
                    .put("bad", bad)
                    .put("cooling", cooling)
                    .put("sum", sum)
                    .put("measured", measured)
                    .map();
        }
    }

    @Override
    public State start() {
        return new State(1, Double.NaN, 0, -ignored, 0, 0);
    }

    @Override
    public State restore(Map<String, ?> map) {
        Tree.Reader tree = new Tree.Reader(map, "plateau");
        return new State(
                tree.number("factor"),
                tree.number("best"),
                tree.whole("bad"),
                tree.whole("cooling"),
                tree.number("sum"),
                tree.whole("measured"));
    }

    @Override
    public State next(Controller.State state, Observation observation) {
        State now = Check.own(State.class, state, "plateau");
        if (!(observation instanceof Observation.Measured(double value, double rate))) {
            return now;
        }
        double sum = now.sum + value;
        if (now.measured + 1 < averaged) {
            return new State(now.factor, now.best, now.bad, now.cooling, sum, now.measured + 1);
        }
        return reported(now, sum / averaged, rate);
    }

    private State reported(State now, double report, double rate) {
        if (now.cooling < 0) {
            return new State(now.factor, now.best, 0, now.cooling + 1, 0, 0);
        }
        boolean better = goal.improves(report, now.best, relativeThreshold, absoluteThreshold);
        double best = better ? report : now.best;
        if (now.cooling > 0) {
            return new State(now.factor, best, 0, now.cooling - 1, 0, 0);
        }
        int bad = better ? 0 : now.bad + 1;
        if (bad < patience) {
            return new State(now.factor, best, bad, 0, 0, 0);
        }
        return new State(cut(now.factor, rate), best, 0, cooldown, 0, 0);
    }

    private double cut(double before, double rate) {
        double after = Math.max(before * factor, lowestFactor);
        double lowered = Math.max(rate * after, lowestRate);
        if (!(rate * before - lowered > smallestChange)) {
            return before;
        }
        return lowered > rate * after ? lowered / rate : after;
    }

    @Override
    public Watched watched() {
        return Watched.REPORTED_METRIC;
    }

    /** The text form; settings that have the defaults of {@link #plateau()} are left out. */
    @Override
    public String toString() {
        return new Form("plateau")
                .add("factor", factor, DEFAULT.factor)
                .add("patience", patience, DEFAULT.patience)
                .add("relativeThreshold", relativeThreshold, DEFAULT.relativeThreshold)
                .add("absoluteThreshold", absoluteThreshold, DEFAULT.absoluteThreshold)
                .add("cooldown", cooldown, DEFAULT.cooldown)
                .add("lowestRate", lowestRate, DEFAULT.lowestRate)
                .add("lowestFactor", lowestFactor, DEFAULT.lowestFactor)
                .add("smallestChange", smallestChange, DEFAULT.smallestChange)
                .add("averaged", averaged, DEFAULT.averaged)
                .add("goal", goal, DEFAULT.goal)
                .add("afterCut", afterCut, DEFAULT.afterCut)
                .add("ignored", ignored, DEFAULT.ignored)
                .toString();
    }
}
