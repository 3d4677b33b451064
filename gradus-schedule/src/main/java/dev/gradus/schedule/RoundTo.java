package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;
import dev.gradus.schedule.argument.Require;
import java.util.Map;

/**
 * A schedule rounded to the nearest multiple of a number, half to even.
 *
 * @param schedule what is changed
 * @param multiple greater than 0
 */
public record RoundTo(Schedule schedule, double multiple) implements Schedule {
    /** Checks the number. */
    public RoundTo {
        Parts.require("roundTo", schedule);
        Require.positive(multiple, "roundTo", "multiple");
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
