package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.spelling.Spelling;
import java.util.List;
import java.util.Map;

/**
 * The product of two schedules on one clock.
 *
 * @param schedule one factor
 * @param factor the other factor
 */
public record Times(Schedule schedule, Schedule factor) implements Schedule {
    /** Checks that both can be parts of a schedule. */
    public Times {
        PartLimits.require("times", schedule, factor);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return schedule.companions();
    }

    @Override
    public List<Schedule> parts() {
        return List.of(schedule, factor);
    }

    @Override
    public Schedule expanded() {
        return new Times(schedule.expanded(), factor.expanded());
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("times", receiver("schedule", schedule), Hold.operand("factor", factor));
    }

    @Override
    public String toString() {
        return text();
    }
}
