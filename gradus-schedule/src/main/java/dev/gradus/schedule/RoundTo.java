package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;
import java.util.Map;

/**
 * A schedule rounded to the nearest multiple of a number, half to even.
 *
 * @param schedule what is changed
 * @param multiple greater than 0
 */
public record RoundTo(Schedule schedule, double multiple) implements Modified {
    /** Checks the number. */
    public RoundTo {
        PartLimits.require("roundTo", schedule);
        Require.positive(multiple, "roundTo", "multiple");
    }

    @Override
    public Schedule around(Schedule other) {
        return new RoundTo(other, multiple);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return schedule.companions();
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "roundTo", receiver("schedule", schedule), argument("multiple", multiple));
    }

    @Override
    public String toString() {
        return text();
    }
}
