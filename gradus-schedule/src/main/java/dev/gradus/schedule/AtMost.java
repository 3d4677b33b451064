package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;
import dev.gradus.schedule.argument.Require;
import java.util.Map;

/**
 * A schedule that never rises above a bound.
 *
 * @param schedule what is changed
 * @param bound the highest value
 */
public record AtMost(Schedule schedule, double bound) implements Schedule {
    /** Checks the number. */
    public AtMost {
        Parts.require("atMost", schedule);
        Require.finite(bound, "atMost", "bound");
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return schedule.companions();
    }

    @Override
    public String toString() {
        return text();
    }
}
