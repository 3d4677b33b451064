package dev.gradus.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A schedule derived from another: bounded, cut, delayed, repeated and so on. */
public sealed interface Modified extends Schedule
        permits AtLeast, AtMost, RoundTo, Repeat, Take, Shift, Delay, Every, AtEnd {
    /** {@return the schedule that is changed} */
    Schedule schedule();

    /**
     * {@return the same change applied to another schedule}
     *
     * @param other the schedule to change instead
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

    /** Companions run on the same clock, so they are changed in the same way. */
    @Override
    default Map<HyperParameter, Schedule> companions() {
        var changed = new HashMap<>(schedule().companions());
        changed.replaceAll((_, companion) -> around(companion));
        return Map.copyOf(changed);
    }
}
