package dev.gradus.schedule.track;

import dev.gradus.number.Text;
import dev.gradus.schedule.curve.Curve;
import java.util.function.Supplier;

/** A track evaluated at whole steps. */
public final class BoundCurve {
    /** Beyond this a double no longer holds every step. */
    private static final long MOST_STEPS = 1L << 53;

    private BoundCurve() {}

    /**
     * Returns a curve that never yields an infinite value or NaN. A track that is known to be
     * finite is not checked; any other is sampled over the whole run now and checked at every step
     * later.
     *
     * @param track the compiled schedule
     * @param title the schedule it was compiled from, for messages
     * @param steps of the run
     * @param whole the longest run of which every step is sampled
     */
    public static Curve of(Track track, Supplier<String> title, long steps, long whole) {
        if (Magnitude.isBounded(track)) {
            return new Bounded(track);
        }
        var curve = new Checked(track, title);
        for (long step : Samples.of(track, steps, whole)) {
            curve.at(step);
        }
        return curve;
    }

    private record Bounded(Track track) implements Curve {
        @Override
        public double at(long step) {
            return track.at(time(step));
        }
    }

    private record Checked(Track track, Supplier<String> title) implements Curve {
        @Override
        public double at(long step) {
            double value = track.at(time(step));
            if (!Double.isFinite(value)) {
                throw notFinite(title.get(), step, value);
            }
            return value;
        }
    }

    private static double time(long step) {
        return step >>> 53 == 0 ? (double) step : largeTime(step);
    }

    /**
     * Beyond 2^53 not every step is a double; rounding would return the value of a neighbouring
     * step.
     */
    private static double largeTime(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("steps are counted from 0, got " + step);
        }
        if ((long) (double) step != step) {
            throw new IllegalArgumentException(
                    Text.of("steps are counted one by one up to %,d, got %,d", MOST_STEPS, step));
        }
        return (double) step;
    }

    private static IllegalArgumentException notFinite(String schedule, long step, double value) {
        return new IllegalArgumentException(
                Text.of(
                        "%s is %s at step %d, which no optimizer can use; keep the formula finite throughout the run, for example with max(t, 1) or .take(…)",
                        schedule, Double.isNaN(value) ? "not a number" : "infinite", step));
    }
}
