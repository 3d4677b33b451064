package dev.gradus.schedule;

import java.util.Map;

/**
 * A schedule without its beginning: the value at t + skipped.
 *
 * @param schedule what is changed
 * @param skipped what is left out
 */
public record Shift(Schedule schedule, Span skipped) implements Schedule {
    @Override
    public Map<HyperParameter, Schedule> companions() {
        return Companions.each(schedule, companion -> new Shift(companion, skipped));
    }

    @Override
    public String toString() {
        return text();
    }
}
