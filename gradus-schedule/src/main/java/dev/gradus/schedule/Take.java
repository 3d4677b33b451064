package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;
import java.util.Map;

/**
 * The beginning of a schedule; afterwards the last value that was in force.
 *
 * @param schedule what is changed
 * @param length from the start of the schedule
 */
public record Take(Schedule schedule, Span length) implements Schedule {
    /** Refuses what cannot be a part. */
    public Take {
        Parts.require("take", schedule);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return Companions.each(schedule, companion -> new Take(companion, length));
    }

    @Override
    public String toString() {
        return text();
    }
}
