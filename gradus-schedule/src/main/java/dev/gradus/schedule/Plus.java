package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;
import java.util.Map;

/**
 * The sum of two schedules on one clock.
 *
 * @param schedule what is changed
 * @param addend what to add
 */
public record Plus(Schedule schedule, Schedule addend) implements Schedule {
    /** Refuses what cannot be a part. */
    public Plus {
        Parts.require("plus", schedule, addend);
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
