package dev.gradus.schedule.controller;

import dev.gradus.schedule.argument.Require;
import java.util.Map;

/**
 * Lowers the rate when the noisy training loss has very likely stopped falling; needs no validation
 * data.
 *
 * <p>When {@code steps} updates in a row show no decrease, by the plain count and by the one that
 * ignores spikes (see {@link Trend}), the factor is multiplied by {@code factor} and the oldest
 * {@code forget} losses are forgotten. dlib's dnn_trainer does this ({@code
 * set_iterations_without_progress_threshold}, 2000), looking at the newest {@code steps} losses
 * every steps/200 + 1 updates, and forgets 400. Losses that are not finite are skipped.
 *
 * @param steps updates in a row without decrease that make a cut, from 3
 * @param factor what a cut multiplies by, in (0, 1)
 * @param probability of decrease below which a stretch counts as flat, in (0.5, 1)
 * @param discard share of the highest losses the robust count leaves out, in [0, 1]
 * @param forget losses forgotten at a cut, from 1; {@code steps} means all
 * @param lowestRate a cut never takes the rate below this, from 0
 * @param afterCut what happens to the weights at a cut
 */
public record ProbabilityOfDecrease(
        int steps,
        double factor,
        double probability,
        double discard,
        int forget,
        double lowestRate,
        Weights afterCut)
        implements Controller {
    private static final int USUAL_STEPS = 2000;
    private static final int BUDGET = 200;

    /** Checks the settings. */
    public ProbabilityOfDecrease {
        Require.atLeast(3, steps, "probabilityOfDecrease", "steps");
        Check.between(0, factor, 1, "probabilityOfDecrease", "factor");
        Check.between(0.5, probability, 1, "probabilityOfDecrease", "probability");
        Check.share(discard, "probabilityOfDecrease", "discard");
        Require.atLeast(1, forget, "probabilityOfDecrease", "forget");
        Require.notNegative(lowestRate, "probabilityOfDecrease", "lowestRate");
    }

    /** {@return a tenth after 2000 updates without decrease} */
    public static ProbabilityOfDecrease probabilityOfDecrease() {
        return probabilityOfDecrease(USUAL_STEPS);
    }

    /**
     * {@return a tenth after {@code steps} updates without decrease}
     *
     * @param steps how many updates, at least 3
     */
    public static ProbabilityOfDecrease probabilityOfDecrease(int steps) {
        return new ProbabilityOfDecrease(steps, 0.1, 0.51, 0.1, steps, 0, Weights.KEEP);
    }

    /**
     * {@return this controller, with cuts by {@code factor}}
     *
     * @param factor what a cut multiplies the rate by, in (0, 1)
     */
    public ProbabilityOfDecrease factor(double factor) {
        return new ProbabilityOfDecrease(
                steps, factor, probability, discard, forget, lowestRate, afterCut);
    }

    /**
     * {@return this controller, never cutting the rate below {@code rate}}
     *
     * @param rate the lower bound of the rate, at least 0
     */
    public ProbabilityOfDecrease lowestRate(double rate) {
        return new ProbabilityOfDecrease(
                steps, factor, probability, discard, forget, rate, afterCut);
    }

    /**
     * {@return this controller, forgetting only the {@code losses} oldest losses at a cut}
     *
     * @param losses how many losses, at least 1
     */
    public ProbabilityOfDecrease forget(int losses) {
        return new ProbabilityOfDecrease(
                steps, factor, probability, discard, losses, lowestRate, afterCut);
    }

    /**
     * {@return this controller, with {@code weights} at a cut}
     *
     * @param weights what happens to the weights at a cut
     */
    public ProbabilityOfDecrease afterCut(Weights weights) {
        return new ProbabilityOfDecrease(
                steps, factor, probability, discard, forget, lowestRate, weights);
    }

    /**
     * What this controller remembers.
     *
     * @param factor in force
     * @param sinceCheck updates since the trend was looked at
     * @param losses the newest losses
     */
    public record State(double factor, int sinceCheck, Measurements losses)
            implements Controller.State {
        @Override
        public Map<String, Object> tree() {
            return new Tree()
                    .put("factor", factor)
                    .put("sinceCheck", sinceCheck)
                    .put("losses", losses.values())
                    .map();
        }
    }

    @Override
    public State start() {
        return new State(1, 0, Measurements.empty());
    }

    @Override
    public State restore(Map<String, ?> map) {
        Tree.Reader tree = new Tree.Reader(map, "probabilityOfDecrease");
        return new State(
                tree.number("factor"),
                tree.whole("sinceCheck"),
                Measurements.of(tree.numbers("losses")));
    }

    @Override
    public State next(Controller.State state, Observation observation) {
        State now = Check.own(State.class, state, "probabilityOfDecrease");
        if (!(observation instanceof Observation.Measured(double value, double rate))
                || !Double.isFinite(value)) {
            return now;
        }
        Measurements losses = now.losses.append(value, steps);
        if (now.sinceCheck < steps / BUDGET) {
            return new State(now.factor, now.sinceCheck + 1, losses);
        }
        if (losses.size() < steps || !isFlat(losses)) {
            return new State(now.factor, 0, losses);
        }
        return new State(cut(now.factor, rate), 0, losses.withoutOldest(forget));
    }

    private boolean isFlat(Measurements losses) {
        return Trend.stepsWithoutDecrease(losses, probability) >= steps
                && Trend.stepsWithoutDecreaseRobust(losses, probability, discard) >= steps;
    }

    private double cut(double before, double rate) {
        double after = before * factor;
        if (rate * after >= lowestRate) {
            return after;
        }
        return rate * before > lowestRate ? lowestRate / rate : before;
    }

    @Override
    public Watched watched() {
        return Watched.TRAINING_LOSS;
    }

    /**
     * The text form; settings that have the defaults of {@link #probabilityOfDecrease(int)} are
     * left out.
     */
    @Override
    public String toString() {
        ProbabilityOfDecrease usual = probabilityOfDecrease(steps);
        return new Form("probabilityOfDecrease")
                .add("steps", steps, USUAL_STEPS)
                .add("factor", factor, usual.factor)
                .add("probability", probability, usual.probability)
                .add("discard", discard, usual.discard)
                .add("forget", forget, usual.forget)
                .add("lowestRate", lowestRate, usual.lowestRate)
                .add("afterCut", afterCut, usual.afterCut)
                .toString();
    }
}
