package dev.gradus.train.session;

import dev.gradus.number.Text;
import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Pieces;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Manual;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.plan.LivePlan;
import dev.gradus.train.plan.PlanBuilder;
import dev.gradus.train.plan.StepValues;
import java.util.Optional;

/**
 * Changes to the plan of a run that begin with a step: another schedule, another length, a
 * cool-down. Each is made as a whole or, if it is refused, not at all.
 */
final class Replanning {
    private final PlanBuilder planning;
    private final LivePlan plan;
    private final Horizon horizon;
    private long end;

    Replanning(PlanBuilder planning, LivePlan plan, Horizon horizon) {
        this.planning = planning;
        this.plan = plan;
        this.horizon = horizon;
        this.end = horizon.steps();
    }

    /** Returns how many updates the run has in all. */
    long end() {
        return end;
    }

    /** Returns the horizon of spans, with the present length of the run. */
    Horizon horizon() {
        return new Horizon(end, horizon.stepsPerEpoch(), horizon.batchSize());
    }

    /** Continues from a state of the plan and a length. */
    void restore(LivePlan.State state, long end) {
        plan.restore(state, planning::bound);
        this.end = end;
    }

    /** Makes several changes, or none if one throws {@link IllegalArgumentException}. */
    void atOnce(Runnable changes) {
        LivePlan.State before = plan.state();
        long endBefore = end;
        try {
            changes.run();
        } catch (IllegalArgumentException refused) {
            restore(before, endBefore);
            throw refused;
        }
    }

    void replace(HyperParameter driven, String schedule, long step) {
        atOnce(() -> {
            replan(
                    driven,
                    Pieces.of(new Pieces.Piece(Optional.of(schedule), step, end - step)),
                    step);
            requireRates(step, "the schedule is 0 at every step to come; give another one");
        });
    }

    void extend(long steps, Continuation continuation, long step) {
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

    void coolDown(long updates, long step) {
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
                    Schedules.linear(from / values.factor, 0, Span.steps((double) updates)).text(),
                    step);
        });
    }

    private void replan(HyperParameter driven, Pieces pieces, long step) {
        Curve curve = planning.bound(driven, pieces);
        PlanBuilder.highest(driven, pieces, curve, step, end);
        plan.replan(driven, pieces, curve);
    }

    private void requireRates(long from, String otherwise) {
        HyperParameter rate = HyperParameter.LEARNING_RATE;
        if (from < end && PlanBuilder.highest(rate, "as asked", plan.rates(), from, end) == 0) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private Pieces pieces(HyperParameter driven) {
        return plan.pieces(driven)
                .orElse(Pieces.of(new Pieces.Piece(Optional.empty(), 0, horizon.steps())));
    }
}
