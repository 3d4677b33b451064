package dev.gradus.schedule.curve;

/**
 * A piece of a bound schedule's timeline.
 *
 * @param start steps from the start of the run
 * @param length steps; infinite if it has no end
 * @param what the current schedule, as text
 * @param beginning whether it is new, or a new cycle of the same
 */
public record Phase(double start, double length, String what, Beginning beginning) {
    /** The most phases that are listed for one run; endless cycles are cut off there. */
    public static final int MOST = 10_000;

    /** How a phase begins. */
    public enum Beginning {
        /** With a new schedule. */
        NEW,
        /** With a new cycle: a jump back up is intended. */
        AGAIN
    }

    /**
     * A phase that is new.
     *
     * @param start its first step
     * @param length in steps
     * @param what what happens in it
     */
    public Phase(double start, double length, String what) {
        this(start, length, what, Beginning.NEW);
    }

    /** {@return the first step of the next phase; infinite if this one has no end} */
    public double end() {
        return start + length;
    }
}
