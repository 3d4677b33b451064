package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;

/** A track asked at whole steps. */
final class BoundCurve {
    private static final long STEPS_OF_A_LAW = 1 << 20;
    private static final long STEPS_OF_OTHERS = 1 << 11;

    private BoundCurve() {}

    /**
     * Returns a curve that never gives a value no optimizer can use. What cannot become infinite is
     * not looked at again; anything else is looked at all over the run, and at every step.
     *
     * @param track the compiled schedule
     * @param schedule what it was compiled from
     * @param steps of the run
     */
    static Curve of(Track track, Schedule schedule, long steps) {
        if (Magnitude.isBounded(track)) {
            return new Bounded(track);
        }
        var curve = new Checked(track, schedule);
        long whole = hasLaw(schedule) ? STEPS_OF_A_LAW : STEPS_OF_OTHERS;
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

    private record Checked(Track track, Schedule schedule) implements Curve {
        @Override
        public double at(long step) {
            double value = track.at(time(step));
            if (!Double.isFinite(value)) {
                throw notFinite(schedule, step, value);
            }
            return value;
        }
    }

    private static double time(long step) {
        return step >>> 53 == 0 ? (double) step : largeTime(step);
    }

    /** Beyond 2^53 not every step is a double, and its neighbour's value would be given for it. */
    private static double largeTime(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("steps are counted from 0, got " + step);
        }
        if ((long) (double) step != step) {
            throw new IllegalArgumentException(
                    "steps are counted one by one up to %,d, got %,d"
                            .formatted(Horizon.MOST_STEPS, step));
        }
        return (double) step;
    }

    private static boolean hasLaw(Schedule schedule) {
        return schedule instanceof Law || Parts.of(schedule).stream().anyMatch(BoundCurve::hasLaw);
    }

    private static IllegalArgumentException notFinite(Schedule schedule, long step, double value) {
        return new IllegalArgumentException(
                "%s is %s at step %d, which no optimizer can use; keep the formula finite throughout the run, for example with max(t, 1) or .take(…)"
                        .formatted(
                                schedule, Double.isNaN(value) ? "not a number" : "infinite", step));
    }
}
