package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.spelling.Spelling;

/**
 * A schedule with a policy for steps past its end.
 *
 * @param schedule the schedule
 * @param policy what happens there
 */
public record AtEnd(Schedule schedule, EndPolicy policy) implements Modified {
    /** Checks that the schedule can be part of another. */
    public AtEnd {
        PartLimits.require("atEnd", schedule);
    }

    @Override
    public Schedule around(Schedule other) {
        return new AtEnd(other, policy);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("atEnd", receiver("schedule", schedule), argument("policy", policy));
    }

    @Override
    public String toString() {
        return text();
    }
}
