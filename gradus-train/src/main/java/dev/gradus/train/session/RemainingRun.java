package dev.gradus.train.session;

import dev.gradus.number.Text;
import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Pieces;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.plan.LivePlan;
import dev.gradus.train.plan.PlanBuilder;
import dev.gradus.train.plan.StepValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * What a run is to do from its next update on, and how that is changed: another schedule, another
 * length, a cool-down, a person's request. A change is made as a whole or, if it is refused, not at
 * all.
 */
public final class RemainingRun {
    private final PlanBuilder planning;
    private final LivePlan plan;
    private final Horizon horizon;
    private final LongSupplier next;
    private long end;

    /**
     * A run as planned.
     *
     * @param planning binds schedules to the run
     * @param plan what drives its hyper-parameters
     * @param horizon the length that was planned
     * @param next returns the next update
     */
    RemainingRun(PlanBuilder planning, LivePlan plan, Horizon horizon, LongSupplier next) {
        this.planning = planning;
        this.plan = plan;
        this.horizon = horizon;
        this.next = next;
        this.end = horizon.steps();
    }

    /** {@return the next update, from 0} */
    public long next() {
        return next.getAsLong();
    }

    /** {@return how many updates the run has in all, as planned or as changed later} */
    public long end() {
        return end;
    }

    /**
     * {@return the horizon of spans: all steps of the run, and steps per epoch and batch size,
     * their means if they vary}
     */
    public Horizon horizon() {
        return new Horizon(end, horizon.stepsPerEpoch(), horizon.batchSize());
    }

    /** {@return everything that the plan remembers} */
    public LivePlan.State state() {
        return plan.state();
    }

    /** Continues from a state of the plan and a length. */
    void restore(LivePlan.State state, long end) {
        plan.restore(state, planning::bound);
        this.end = end;
    }

    /**
     * Returns the values for the next update, by hyper-parameter; empty if there is no next one.
     */
    Map<HyperParameter, Double> values() {
        return next() < end ? plan.values(next()) : Map.of();
    }

    /** Returns the learning rate of every step to come, as planned now. */
    Curve rates() {
        return plan.rates();
    }

    /**
     * {@return whether the run has this hyper-parameter, which can then be held, scaled or
     * replaced}
     *
     * @param hyperParameter the hyper-parameter
     */
    public boolean drives(HyperParameter hyperParameter) {
        return plan.drives(hyperParameter);
    }

    /**
     * Applies a person's request for a hyper-parameter, from the next update on.
     *
     * @param hyperParameter the hyper-parameter
     * @param wish the requested change
     * @throws IllegalArgumentException if an update would use a value that is not usable; nothing
     *     has changed then
     */
    public void ask(HyperParameter hyperParameter, UnaryOperator<Manual.State> wish) {
        atOnce(() -> {
            plan.ask(hyperParameter, wish);
            requireUsable(hyperParameter);
        });
    }

    /** Multiplies the learning rate for the rest of the run, whatever it is driven by. */
    void lower(double factor) {
        plan.lower(factor);
    }

    /**
     * {@return the controllers that lowered the rate on this report}
     *
     * @param value what was measured
     */
    public List<Controller> report(double value) {
        return plan.observe(Controller.Watched.REPORTED_METRIC, value, Math.min(next(), end - 1));
    }

    /**
     * Makes several changes or none.
     *
     * @param changes may throw IllegalArgumentException; then the plan is restored
     */
    public void atOnce(Runnable changes) {
        LivePlan.State before = plan.state();
        long endBefore = end;
        try {
            changes.run();
        } catch (IllegalArgumentException refused) {
            restore(before, endBefore);
            throw refused;
        }
    }

    /**
     * Drives a hyper-parameter by another schedule for the rest of the run.
     *
     * @param driven the hyper-parameter
     * @param schedule its text; its step 0 is the next update
     * @throws IllegalArgumentException if it cannot be read or is not usable throughout the rest;
     *     nothing has changed then
     */
    public void replace(HyperParameter driven, String schedule) {
        long step = next();
        atOnce(() -> {
            replan(
                    driven,
                    Pieces.of(new Pieces.Piece(Optional.of(schedule), step, end - step)),
                    step);
            requireRates(step, "the schedule is 0 at every remaining step; give another one");
        });
    }

    /**
     * Changes the length of the run.
     *
     * @param steps how many updates it has in all, more than are already done
     * @param continuation how every schedule continues
     * @throws IllegalArgumentException if it cannot have this length, or a schedule cannot continue
     *     in this way; nothing has changed then
     */
    public void extend(long steps, Continuation continuation) {
        Extension.require(steps, this, continuation);
        long step = next();
        long before = end;
        atOnce(() -> {
            end = steps;
            for (HyperParameter driven : plan.driven()) {
                replan(driven, pieces(driven).extended(before, steps, continuation), step);
            }
            long added = Math.max(step, before);
            requireRates(
                    added,
                    Text.of(
                            "the learning rate would be 0 at every step from %d on; write append, or give another schedule",
                            added));
        });
    }

    /**
     * Lowers the learning rate from its current value to 0 over this many updates and ends the run
     * there.
     *
     * @param updates at least 1
     * @throws IllegalArgumentException if the rate is 0 already; nothing has changed then
     */
    public void coolDown(long updates) {
        long step = next();
        var values = new StepValues();
        plan.at(step, values);
        double from = values.learningRate;
        if (!(from > 0)) {
            throw new IllegalArgumentException(
                    "the learning rate is 0 already and cannot be lowered; write stop");
        }
        atOnce(() -> {
            plan.ask(HyperParameter.LEARNING_RATE, _ -> Manual.State.FREE);
            plan.at(step, values);
            end = step + updates;
            for (HyperParameter driven : plan.driven()) {
                replan(driven, pieces(driven), step);
            }
            replace(
                    HyperParameter.LEARNING_RATE,
                    Schedules.linear(from / values.factor, 0, Span.steps((double) updates)).text());
        });
    }

    private void replan(HyperParameter driven, Pieces pieces, long step) {
        Curve curve = planning.bound(driven, pieces);
        PlanBuilder.highest(
                "the %s of %s".formatted(driven.words(), pieces), driven, curve, step, end);
        plan.replan(driven, pieces, curve);
        requireUsable(driven);
    }

    /**
     * Checks values with a person's factors, which can make them unusable although the schedule is
     * fine.
     */
    private void requireUsable(HyperParameter driven) {
        PlanBuilder.highest(asked(driven), driven, plan.planned(driven), next(), end);
    }

    private void requireRates(long from, String otherwise) {
        HyperParameter rate = HyperParameter.LEARNING_RATE;
        if (from < end && PlanBuilder.highest(asked(rate), rate, plan.rates(), from, end) == 0) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static String asked(HyperParameter driven) {
        return "the %s as asked".formatted(driven.words());
    }

    private Pieces pieces(HyperParameter driven) {
        return plan.pieces(driven)
                .orElse(Pieces.of(new Pieces.Piece(Optional.empty(), 0, horizon.steps())));
    }
}
