package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.spelling.Spelling;

/**
 * A staircase: the value at the last multiple of the period.
 *
 * @param schedule what is changed
 * @param period the length of a stair
 */
public record Every(Schedule schedule, Span period) implements Modified {
    /** Checks that the schedule can be part of another. */
    public Every {
        PartLimits.require("every", schedule);
    }

    @Override
    public Schedule around(Schedule other) {
        return new Every(other, period);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("every", receiver("schedule", schedule), argument("period", period));
    }

    @Override
    public String toString() {
        return text();
    }
}
