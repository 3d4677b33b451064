package dev.gradus.schedule.track;

import dev.gradus.schedule.curve.Explanation;
import dev.gradus.schedule.curve.Phase;

/**
 * A schedule with its spans measured: what a curve asks. Time is counted in steps from the start of
 * this part; it is real and not whole, because a stretched cycle runs slower than the clock.
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
    /** Returns the value. Past the end it goes on as its kind does; ramps hold. */
    double at(double time);

    /** Returns the steps until the next part begins; infinite if there is no end. */
    double length();

    /** Tells how the value comes about. */
    Explanation explain(double time);

    /**
     * Gives the phases that begin before {@code until}, for a part that itself begins at {@code
     * start}.
     */
    default void phases(double start, double until, Phases to) {
        to.add(new Phase(start, length(), explain(0).what()));
    }

    /**
     * Gives the times at which the value may change its course, so that between two of them it only
     * rises or only falls, as far as that is known.
     *
     * @param start when this part begins
     * @param until no later times are needed
     * @param to takes them, and more than are needed
     */
    default void breaks(double start, double until, Breaks to) {
        to.add(start);
        to.add(start + length());
    }

    /** Tells whether a cycle begins again after one time and no later than another. */
    default boolean beginsAgain(double after, double until) {
        return false;
    }
}
