package dev.gradus.schedule;

import dev.gradus.schedule.argument.Parts;

/**
 * A track asked at whole steps.
 *
 * @param track the compiled schedule
 * @param schedule what it was compiled from
 */
record BoundCurve(Track track, Schedule schedule) implements Curve {
    private static final long STEPS_OF_A_LAW = 1 << 20;
    private static final long STEPS_OF_OTHERS = 1 << 11;

    @Override
    public double at(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("steps are counted from 0, got " + step);
        }
        double value = track.at((double) step);
        if (!Double.isFinite(value)) {
            throw notFinite(step, value);
        }
        return value;
    }

    /** Looks at updates all over a run. */
    void requireFinite(long steps) {
        for (long step :
                Samples.of(track, steps, hasLaw(schedule) ? STEPS_OF_A_LAW : STEPS_OF_OTHERS)) {
            at(step);
        }
    }

    private static boolean hasLaw(Schedule schedule) {
        return schedule instanceof Law || Parts.of(schedule).stream().anyMatch(BoundCurve::hasLaw);
    }

    private IllegalArgumentException notFinite(long step, double value) {
        return new IllegalArgumentException(
                "%s is %s at step %d, which no optimizer can use; keep the formula finite throughout the run, for example with max(t, 1) or .take(…)"
                        .formatted(
                                schedule, Double.isNaN(value) ? "not a number" : "infinite", step));
    }
}
