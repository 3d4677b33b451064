package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.spelling.Spelling;

/**
 * The beginning of a schedule; afterwards the value of its last update.
 *
 * @param schedule what is changed
 * @param length from the start of the schedule
 */
public record Take(Schedule schedule, Span length) implements Modified {
    /** Checks that the schedule can be part of another. */
    public Take {
        PartLimits.require("take", schedule);
    }

    @Override
    public Schedule around(Schedule other) {
        return new Take(other, length);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("take", receiver("schedule", schedule), argument("length", length));
    }

    @Override
    public String toString() {
        return text();
    }
}
