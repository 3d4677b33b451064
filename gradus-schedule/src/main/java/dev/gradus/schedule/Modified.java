package dev.gradus.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A schedule with one thing changed. */
public sealed interface Modified extends Schedule
        permits AtLeast, AtMost, RoundTo, Repeat, Take, Shift, Delay, Every, AtEnd {
    /** Returns what is changed. */
    Schedule schedule();

    /**
     * Returns the same change of another schedule.
     *
     * @param other what is changed instead
     */
    Schedule around(Schedule other);

    @Override
    default List<Schedule> parts() {
        return List.of(schedule());
    }

    @Override
    default Schedule expanded() {
        return around(schedule().expanded());
    }

    /** Companions keep the same time, so they are changed likewise. */
    @Override
    default Map<HyperParameter, Schedule> companions() {
        var changed = new HashMap<>(schedule().companions());
        changed.replaceAll((_, companion) -> around(companion));
        return Map.copyOf(changed);
    }
}
