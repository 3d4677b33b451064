package dev.gradus.schedule.track;

import dev.gradus.schedule.curve.Explanation;

/** Tracks that combine two others. */
public final class Pairs {
    private Pairs() {}

    /** Two tracks on one clock; the phases are those of the left. */
    public sealed interface Pair extends Track {
        /** Returns the first. */
        Track left();

        /** Returns the other. */
        Track right();

        @Override
        default void phases(double start, double until, Phases to) {
            left().phases(start, until, to);
        }

        @Override
        default void breaks(double start, double until, Breaks to) {
            left().breaks(start, until, to);
            right().breaks(start, until, to);
        }

        @Override
        default boolean beginsAgain(double after, double until) {
            return left().beginsAgain(after, until) || right().beginsAgain(after, until);
        }
    }

    /** The product of two tracks. */
    public record Product(Track left, Track right, double length) implements Pair {
        @Override
        public double at(double time) {
            return left.at(time) * right.at(time);
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation("product of", at(time), left.explain(time), right.explain(time));
        }
    }

    /** The sum of two tracks. */
    public record Sum(Track left, Track right, double length) implements Pair {
        @Override
        public double at(double time) {
            return left.at(time) + right.at(time);
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation("sum of", at(time), left.explain(time), right.explain(time));
        }
    }
}
