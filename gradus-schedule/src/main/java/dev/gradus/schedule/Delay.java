package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.spelling.Spelling;

/**
 * A schedule that starts to change later: the value at max(0, t − by).
 *
 * @param schedule the schedule
 * @param by how long the first value is held
 */
public record Delay(Schedule schedule, Span by) implements Modified {
    /** Checks that the schedule can be part of another. */
    public Delay {
        PartLimits.require("delay", schedule);
    }

    @Override
    public Schedule around(Schedule other) {
        return new Delay(other, by);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("delay", receiver("schedule", schedule), argument("by", by));
    }

    @Override
    public String toString() {
        return text();
    }
}
