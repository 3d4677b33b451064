package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;
import java.util.Map;

/**
 * A schedule with a say in what happens past its end.
 *
 * @param schedule what is changed
 * @param policy what happens there
 */
public record AtEnd(Schedule schedule, EndPolicy policy) implements Schedule {
    /** Refuses what is nested too deep. */
    public AtEnd {
        Parts.requireShallow("atEnd", schedule);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return Companions.each(schedule, companion -> new AtEnd(companion, policy));
    }

    @Override
    public String toString() {
        return text();
    }
}
