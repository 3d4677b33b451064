package dev.gradus.schedule.plan;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.curve.Curve;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The schedules of all hyper-parameters of a run. A schedule's companions are part of the plan
 * unless the hyper-parameter is given a schedule of its own.
 *
 * @param schedules the given schedules by the hyper-parameter they drive
 */
public record Plan(Map<HyperParameter, Schedule> schedules) {
    /** Copies the map. */
    public Plan {
        schedules = Map.copyOf(schedules);
    }

    /** Returns a plan for the learning rate and its companions. */
    public static Plan of(Schedule learningRate) {
        return new Plan(Map.of(HyperParameter.LEARNING_RATE, learningRate));
    }

    /** Returns this plan with another schedule for one hyper-parameter. */
    public Plan with(HyperParameter driven, Schedule schedule) {
        var changed = new EnumMap<HyperParameter, Schedule>(HyperParameter.class);
        changed.putAll(schedules);
        changed.put(driven, schedule);
        return new Plan(changed);
    }

    /** Returns the given schedules and their companions, in the order of the hyper-parameters. */
    public Map<HyperParameter, Schedule> complete() {
        var complete = new EnumMap<HyperParameter, Schedule>(HyperParameter.class);
        complete.putAll(schedules);
        for (var driving : HyperParameter.values()) {
            if (schedules.containsKey(driving)) {
                schedules.get(driving).companions().forEach(complete::putIfAbsent);
            }
        }
        return Collections.unmodifiableMap(complete);
    }

    /**
     * Binds every schedule to a run.
     *
     * @throws IllegalArgumentException if one cannot be bound; the message begins with the
     *     hyper-parameter's name
     */
    public BoundPlan over(Horizon horizon) {
        var curves = new EnumMap<HyperParameter, Curve>(HyperParameter.class);
        complete()
                .forEach(
                        (driven, schedule) -> curves.put(driven, bound(driven, schedule, horizon)));
        return new BoundPlan(curves);
    }

    private static Curve bound(HyperParameter driven, Schedule schedule, Horizon horizon) {
        try {
            return schedule.over(horizon);
        } catch (IllegalArgumentException refusal) {
            throw new IllegalArgumentException(driven.key() + ": " + refusal.getMessage(), refusal);
        }
    }
}
