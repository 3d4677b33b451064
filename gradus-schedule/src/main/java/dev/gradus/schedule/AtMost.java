package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;
import java.util.Map;

/**
 * A schedule that never rises above a bound.
 *
 * @param schedule what is changed
 * @param bound the highest value
 */
public record AtMost(Schedule schedule, double bound) implements Modified {
    /** Checks the number. */
    public AtMost {
        PartLimits.require("atMost", schedule);
        Require.finite(bound, "atMost", "bound");
    }

    @Override
    public Schedule around(Schedule other) {
        return new AtMost(other, bound);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return schedule.companions();
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("atMost", receiver("schedule", schedule), argument("bound", bound));
    }

    @Override
    public String toString() {
        return text();
    }
}
