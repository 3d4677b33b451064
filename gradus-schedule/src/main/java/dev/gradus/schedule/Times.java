package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;
import java.util.Map;

/**
 * The product of two schedules on one clock.
 *
 * @param schedule what is changed
 * @param factor what to multiply by
 */
public record Times(Schedule schedule, Schedule factor) implements Schedule {
    /** Refuses what cannot be a part. */
    public Times {
        Parts.require("times", schedule, factor);
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
