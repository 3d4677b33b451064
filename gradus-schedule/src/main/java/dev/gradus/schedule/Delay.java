package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;
import java.util.Map;

/**
 * A schedule that starts to move later: the value at max(0, t − by).
 *
 * @param schedule what is changed
 * @param by how long the first value holds
 */
public record Delay(Schedule schedule, Span by) implements Schedule {
    /** Refuses what cannot be a part. */
    public Delay {
        Parts.require("delay", schedule);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return Companions.each(schedule, companion -> new Delay(companion, by));
    }

    @Override
    public String toString() {
        return text();
    }
}
