package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;
import java.util.Map;

/**
 * A staircase: the value at the last multiple of the period.
 *
 * @param schedule what is changed
 * @param period the length of a stair
 */
public record Every(Schedule schedule, Span period) implements Schedule {
    /** Refuses what cannot be a part. */
    public Every {
        Parts.require("every", schedule);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return Companions.each(schedule, companion -> new Every(companion, period));
    }

    @Override
    public String toString() {
        return text();
    }
}
