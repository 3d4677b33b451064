package dev.gradus.schedule;

import java.util.function.Consumer;

/**
 * A schedule with its spans measured: what a curve asks. Time is counted in steps from the start of
 * this part; it is real and not whole, because a stretched cycle runs slower than the clock.
 */
sealed interface Track
        permits Tracks.Constant,
                Tracks.Line,
                Tracks.Decay,
                Tracks.Fall,
                Tracks.Own,
                Tracks.Product,
                Tracks.Sum,
                Tracks.Bounded,
                Tracks.Rounded,
                Tracks.Cut,
                Tracks.Shifted,
                Tracks.Delayed,
                Tracks.Stairs,
                Tracks.Refusing,
                Tracks.Titled,
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
    default void phases(double start, double until, Consumer<Phase> to) {
        to.accept(new Phase(start, length(), explain(0).what()));
    }
}
