package dev.gradus.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a bound schedule's timeline.
 *
 * @param start steps from the start of the run
 * @param length steps; infinite if it has no end
 * @param what the schedule in force, as text
 */
public record Phase(double start, double length, String what) {

    /** Returns the step the next phase begins at; infinite if this one has no end. */
    public double end() {
        return start + length;
    }

    static List<Phase> of(Track track, Horizon horizon) {
        var phases = new ArrayList<Phase>();
        track.phases(0, (double) horizon.steps(), phases::add);
        return List.copyOf(phases);
    }
}
