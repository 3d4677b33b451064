package dev.gradus.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a bound schedule's timeline.
 *
 * @param start steps from the start of the run
 * @param length steps; infinite if it has no end
 * @param what the schedule in force, as text
 * @param beginning whether it is new, or a cycle begins again
 */
public record Phase(double start, double length, String what, Beginning beginning) {

    /** How a phase begins. */
    public enum Beginning {
        /** With something new. */
        NEW,
        /** With a cycle that was there before: what falls in it jumps back up, as it should. */
        AGAIN
    }

    /** A phase that is new. */
    public Phase(double start, double length, String what) {
        this(start, length, what, Beginning.NEW);
    }

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
