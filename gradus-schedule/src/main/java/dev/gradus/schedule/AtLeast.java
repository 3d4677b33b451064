package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;
import java.util.Map;

/**
 * A schedule that never falls below a bound.
 *
 * @param schedule what is changed
 * @param bound the lowest value
 */
public record AtLeast(Schedule schedule, double bound) implements Modified {
    /** Checks the number. */
    public AtLeast {
        PartLimits.require("atLeast", schedule);
        Require.finite(bound, "atLeast", "bound");
    }

    @Override
    public Schedule around(Schedule other) {
        return new AtLeast(other, bound);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return schedule.companions();
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("atLeast", receiver("schedule", schedule), argument("bound", bound));
    }

    @Override
    public String toString() {
        return text();
    }
}
