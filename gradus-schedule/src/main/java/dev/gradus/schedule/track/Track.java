package dev.gradus.schedule.track;

import dev.gradus.schedule.curve.Explanation;
import dev.gradus.schedule.curve.Phase;

/**
 * A schedule with resolved spans. Time is counted in steps from the start of this part; it is a
 * real number, because a stretched cycle runs slower than the clock.
 */
public sealed interface Track
        permits Tracks.Constant,
                Tracks.Line,
                Tracks.Decay,
                Tracks.Fall,
                Tracks.Own,
                Pairs.Pair,
                Overlays.Overlay,
                Sequence,
                Cycles {
    /** Returns the value. Past the end a ramp holds its last value, and others continue. */
    double at(double time);

    /** Returns the steps until the next part begins; infinite if there is no end. */
    double length();

    /** Explains how the value is computed. */
    Explanation explain(double time);

    /**
     * Adds the phases that start before {@code until}, for a part that itself starts at {@code
     * start}.
     */
    default void phases(double start, double until, Phases to) {
        to.add(new Phase(start, length(), explain(0).what()));
    }

    /**
     * Adds the times at which the value may change direction, so that between two of them it is
     * monotonic, except within a law.
     *
     * @param start when this part begins
     * @param until later times are not needed
     * @param to receives them; extra times do no harm
     */
    default void breaks(double start, double until, Breaks to) {
        to.add(start);
        to.add(start + length());
    }

    /** Returns whether a new cycle starts after one time and no later than another. */
    default boolean beginsAgain(double after, double until) {
        return false;
    }
}
