package dev.gradus.studio.plan;

import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Pieces;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.controller.Manual;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The plan of a run from one step on.
 *
 * @param pieces the schedules of each hyper-parameter that is driven
 * @param manual the requests of a person
 * @param end how many steps the run has in all
 */
record PlanState(
        Map<HyperParameter, Pieces> pieces, Map<HyperParameter, Manual.State> manual, long end) {
    PlanState {
        pieces = Map.copyOf(pieces);
        manual = Map.copyOf(manual);
    }

    Manual.State manual(HyperParameter driven) {
        return manual.getOrDefault(driven, Manual.State.FREE);
    }

    PlanState asked(HyperParameter driven, UnaryOperator<Manual.State> wish) {
        var changed = new EnumMap<HyperParameter, Manual.State>(HyperParameter.class);
        changed.putAll(manual);
        changed.put(driven, wish.apply(manual(driven)));
        return new PlanState(pieces, changed, end);
    }

    /** Returns the state with another schedule from a step on. */
    PlanState replaced(HyperParameter driven, String schedule, long step) {
        var changed = new EnumMap<HyperParameter, Pieces>(HyperParameter.class);
        changed.putAll(pieces);
        changed.put(driven, Pieces.of(new Pieces.Piece(Optional.of(schedule), step, end - step)));
        return new PlanState(changed, manual, end);
    }

    PlanState extended(long steps, Continuation continuation) {
        var changed = new EnumMap<HyperParameter, Pieces>(HyperParameter.class);
        pieces.forEach(
                (driven, each) -> changed.put(driven, each.extended(end, steps, continuation)));
        return new PlanState(changed, manual, steps);
    }

    PlanState endingAt(long steps) {
        return new PlanState(pieces, manual, steps);
    }
}
