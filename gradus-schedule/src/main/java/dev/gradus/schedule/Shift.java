package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.spelling.Spelling;

/**
 * A schedule without its beginning: the value at t + skipped.
 *
 * @param schedule what is changed
 * @param skipped what is left out
 */
public record Shift(Schedule schedule, Span skipped) implements Modified {
    /** Checks that the schedule can be part of another. */
    public Shift {
        PartLimits.require("shift", schedule);
    }

    @Override
    public Schedule around(Schedule other) {
        return new Shift(other, skipped);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("shift", receiver("schedule", schedule), argument("skipped", skipped));
    }

    @Override
    public String toString() {
        return text();
    }
}
