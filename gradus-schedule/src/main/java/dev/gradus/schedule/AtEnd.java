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
    /** Refuses what cannot be a part. */
    public AtEnd {
        Parts.require("atEnd", schedule);
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
