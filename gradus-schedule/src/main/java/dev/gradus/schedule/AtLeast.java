package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;
import dev.gradus.schedule.argument.Require;
import java.util.Map;

/**
 * A schedule that never falls below a bound.
 *
 * @param schedule what is changed
 * @param bound the lowest value
 */
public record AtLeast(Schedule schedule, double bound) implements Schedule {
    /** Checks the number. */
    public AtLeast {
        Parts.require("atLeast", schedule);
        Require.finite(bound, "atLeast", "bound");
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
