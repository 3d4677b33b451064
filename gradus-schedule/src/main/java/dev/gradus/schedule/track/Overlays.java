package dev.gradus.schedule.track;

import dev.gradus.number.NumberText;
import dev.gradus.schedule.curve.Explanation;
import dev.gradus.schedule.curve.Phase;
import java.util.function.Supplier;

/** Tracks that modify another track. */
public final class Overlays {
    private Overlays() {}

    /** A track that wraps another; unless overridden, its timeline is the same. */
    public sealed interface Overlay extends Track {
        /** Returns the wrapped track. */
        Track inner();

        @Override
        default double length() {
            return inner().length();
        }

        @Override
        default void phases(double start, double until, Phases to) {
            inner().phases(start, until, to);
        }

        @Override
        default void breaks(double start, double until, Breaks to) {
            inner().breaks(start, until, to);
        }

        @Override
        default boolean beginsAgain(double after, double until) {
            return inner().beginsAgain(after, until);
        }
    }

    /** A track between two bounds. */
    public record Bounded(Track inner, double lowest, double highest) implements Overlay {
        @Override
        public double at(double time) {
            return Math.min(highest, Math.max(lowest, inner.at(time)));
        }

        @Override
        public Explanation explain(double time) {
            double free = inner.at(time);
            var bound =
                    lowest == Double.NEGATIVE_INFINITY
                            ? "at most " + NumberText.brief(highest, 6)
                            : "at least " + NumberText.brief(lowest, 6);
            return new Explanation(
                    bound + (free == at(time) ? ", not needed" : ""),
                    at(time),
                    inner.explain(time));
        }
    }

    /** A track rounded to multiples. */
    public record Rounded(Track inner, double multiple) implements Overlay {
        @Override
        public double at(double time) {
            return Math.rint(inner.at(time) / multiple) * multiple;
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation(
                    "rounded to a multiple of " + NumberText.brief(multiple, 6),
                    at(time),
                    inner.explain(time));
        }
    }

    /** A track that ends early and then holds the last value that was in force. */
    public record Cut(Track inner, double length, double last) implements Overlay {
        public Cut(Track inner, double length) {
            this(inner, length, inner.at(Math.max(0, Math.ceil(length) - 1)));
        }

        @Override
        public double at(double time) {
            return time < length ? inner.at(time) : last;
        }

        @Override
        public Explanation explain(double time) {
            return time < length
                    ? inner.explain(time)
                    : new Explanation("held since the end after " + Tracks.steps(length), last);
        }

        @Override
        public void phases(double start, double until, Phases to) {
            inner.phases(start, Math.min(until, start + length), to);
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            inner.breaks(start, Math.min(until, start + length), to);
            to.add(start + length);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return after < length
                    && inner.beginsAgain(after, Math.min(until, Math.nextDown(length)));
        }
    }

    /** A track without its beginning. */
    public record Shifted(Track inner, double skipped) implements Overlay {
        @Override
        public double at(double time) {
            return inner.at(time + skipped);
        }

        @Override
        public double length() {
            return Math.max(0, inner.length() - skipped);
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation(
                    "skipping " + Tracks.steps(skipped), at(time), inner.explain(time + skipped));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            to.add(new Phase(start, length(), explain(0).what()));
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            to.add(start);
            inner.breaks(start - skipped, until, to);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return inner.beginsAgain(after + skipped, until + skipped);
        }
    }

    /** A track that first holds its first value. */
    public record Delayed(Track inner, double by) implements Overlay {
        @Override
        public double at(double time) {
            return inner.at(Math.max(0, time - by));
        }

        @Override
        public double length() {
            return inner.length() + by;
        }

        @Override
        public Explanation explain(double time) {
            var place =
                    time < by
                            ? "waiting for " + Tracks.steps(by)
                            : "from step " + NumberText.brief(by, 6) + " on";
            return new Explanation(place, at(time), inner.explain(Math.max(0, time - by)));
        }

        @Override
        public void phases(double start, double until, Phases to) {
            to.add(new Phase(start, by, "hold " + NumberText.brief(inner.at(0), 6)));
            if (start + by < until) {
                inner.phases(start + by, until, to);
            }
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            to.add(start);
            inner.breaks(start + by, until, to);
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return until > by && inner.beginsAgain(Math.max(0, after - by), until - by);
        }
    }

    /** A track that changes once per period. */
    public record Stairs(Track inner, double period) implements Overlay {
        @Override
        public double at(double time) {
            return inner.at(onStair(time));
        }

        private double onStair(double time) {
            return Math.floor(time / period) * period;
        }

        @Override
        public Explanation explain(double time) {
            var stair =
                    "stair "
                            + NumberText.brief(Math.floor(time / period), 6)
                            + " of "
                            + Tracks.steps(period)
                            + " each";
            return new Explanation(stair, at(time), inner.explain(onStair(time)));
        }

        @Override
        public void breaks(double start, double until, Breaks to) {
            var turns = to.within(to.first() - start - period, until - start);
            inner.breaks(0, until - start, turns);
            to.add(start + length());
            for (double turn : turns.sorted()) {
                to.add(start + onStair(turn));
                to.add(start + onStair(turn) + period);
            }
        }

        @Override
        public boolean beginsAgain(double after, double until) {
            return inner.beginsAgain(onStair(after), onStair(until));
        }
    }

    /** A track that refuses to be evaluated past its end. */
    public record Refusing(Track inner, double length) implements Overlay {
        @Override
        public double at(double time) {
            if (time >= length) {
                throw new IllegalArgumentException(
                        "step "
                                + NumberText.brief(time, 6)
                                + " is past the end of the schedule, which has "
                                + Tracks.steps(length));
            }
            return inner.at(time);
        }

        @Override
        public Explanation explain(double time) {
            return inner.explain(time);
        }
    }

    /** A track with a name. */
    public record Titled(Supplier<String> title, Track inner) implements Overlay {
        @Override
        public double at(double time) {
            return inner.at(time);
        }

        @Override
        public Explanation explain(double time) {
            return new Explanation(title.get(), at(time), inner.explain(time));
        }
    }
}
