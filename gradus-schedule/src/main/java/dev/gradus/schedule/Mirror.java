package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;
import java.util.List;

/**
 * Another hyper-parameter that follows a schedule linearly: atLow where the schedule is low, atHigh
 * where it is high. With atLow above atHigh it runs opposite, as momentum does in cyclical
 * schedules.
 *
 * @param schedule what is followed
 * @param low a value of the schedule
 * @param high another value of the schedule
 * @param atLow the value where the schedule is low
 * @param atHigh the value where the schedule is high
 */
public record Mirror(Schedule schedule, double low, double high, double atLow, double atHigh)
        implements NamedSchedule {
    /** The name, two sums and the product between them. */
    public static final int LEVELS = 4;

    /** Checks the numbers. */
    public Mirror {
        PartLimits.require("mirror", LEVELS, schedule);
        Require.finite(low, "mirror", "low");
        Require.finite(high, "mirror", "high");
        Require.finite(atLow, "mirror", "atLow");
        Require.finite(atHigh, "mirror", "atHigh");
        if (low == high) {
            throw new IllegalArgumentException(
                    "mirror: low and high must differ, got " + low + " twice");
        }
    }

    @Override
    public Schedule definition() {
        double slope = (atHigh - atLow) / (high - low);
        return schedule.plus(-low).times(slope).plus(atLow);
    }

    @Override
    public List<Schedule> parts() {
        return List.of(schedule);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "mirror",
                receiver("schedule", schedule),
                argument("low", low),
                argument("high", high),
                argument("atLow", atLow),
                argument("atHigh", atHigh));
    }

    @Override
    public String toString() {
        return text();
    }
}
