package dev.gradus.schedule;

/** What a schedule does when a run is resumed with another length. */
public enum ResumePolicy {
    /** Goes on as if nothing had changed; past the old end it holds. */
    KEEP {
        @Override
        public Curve resume(Schedule schedule, Horizon before, Horizon now, long step) {
            return schedule.over(before);
        }
    },
    /** Is what it would be had the run been this long from the start; the value may jump. */
    ADOPT {
        @Override
        public Curve resume(Schedule schedule, Horizon before, Horizon now, long step) {
            return schedule.over(now);
        }
    },
    /**
     * Goes through what was left of it faster or slower, so that it ends with the run; the value
     * does not jump.
     */
    STRETCH {
        @Override
        public Curve resume(Schedule schedule, Horizon before, Horizon now, long step) {
            double left = Math.max(1, (double) now.steps() - step);
            double pace = Math.max(0, (double) before.steps() - step) / left;
            return new BoundCurve(
                    new Tracks.Paced(Binder.bind(schedule, before), (double) step, pace));
        }
    };

    /**
     * Returns the curve of the resumed run.
     *
     * @param schedule of the run
     * @param before the run as it was
     * @param now the run as it is to be
     * @param step the update it resumes with
     */
    public abstract Curve resume(Schedule schedule, Horizon before, Horizon now, long step);

    /**
     * Says what the policy changes, such as {@code 10 → 20 steps: step 6 goes from 0.0345 to
     * 0.0794, step 19 from 0 to 0.0006}.
     *
     * @param schedule of the run
     * @param before the run as it was
     * @param now the run as it is to be
     * @param step the update it resumes with
     */
    public String difference(Schedule schedule, Horizon before, Horizon now, long step) {
        var old = schedule.over(before);
        var changed = resume(schedule, before, now, step);
        long last = Math.max(step, now.steps() - 1);
        var text =
                before.steps() + " → " + now.steps() + " steps: " + difference(old, changed, step);
        return last == step ? text : text + ", " + difference(old, changed, last);
    }

    private static String difference(Curve old, Curve changed, long step) {
        var before = Decimal.brief(old.at(step));
        var after = Decimal.brief(changed.at(step));
        return "step "
                + step
                + (before.equals(after)
                        ? " stays at " + before
                        : " goes from " + before + " to " + after);
    }
}
