package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;
import java.util.Map;

/**
 * A schedule without its beginning: the value at t + skipped.
 *
 * @param schedule what is changed
 * @param skipped what is left out
 */
public record Shift(Schedule schedule, Span skipped) implements Schedule {
    /** Refuses what cannot be a part. */
    public Shift {
        Parts.require("shift", schedule);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return Companions.each(schedule, companion -> new Shift(companion, skipped));
    }

    @Override
    public String toString() {
        return text();
    }
}
