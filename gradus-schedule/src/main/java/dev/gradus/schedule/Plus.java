package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.spelling.Spelling;
import java.util.List;
import java.util.Map;

/**
 * The sum of two schedules on one clock.
 *
 * @param schedule one summand
 * @param addend the other summand
 */
public record Plus(Schedule schedule, Schedule addend) implements Schedule {
    /** Checks that both can be parts of a schedule. */
    public Plus {
        PartLimits.require("plus", schedule, addend);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return schedule.companions();
    }

    @Override
    public List<Schedule> parts() {
        return List.of(schedule, addend);
    }

    @Override
    public Schedule expanded() {
        return new Plus(schedule.expanded(), addend.expanded());
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("plus", receiver("schedule", schedule), Hold.operand("addend", addend));
    }

    @Override
    public String toString() {
        return text();
    }
}
