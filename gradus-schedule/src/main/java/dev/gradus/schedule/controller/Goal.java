package dev.gradus.schedule.controller;

/** Which way a metric improves. */
public enum Goal {
    /** Lower is better, as for a loss. */
    MINIMIZE,
    /** Higher is better, as for an accuracy. */
    MAXIMIZE;

    /**
     * Whether a value improves on the best so far by more than a margin. NaN and the infinity on
     * the bad side never improve; the first other value always does.
     *
     * @param value the new value
     * @param best the best so far, NaN for none
     * @param relative the share of |best| by which it must be better, so that negative metrics work
     * @param absolute the amount by which it must be better
     */
    boolean improves(double value, double best, double relative, double absolute) {
        double cost = this == MINIMIZE ? value : -value;
        double lowest = this == MINIMIZE ? best : -best;
        if (Double.isNaN(best)) {
            return cost < Double.POSITIVE_INFINITY;
        }
        return cost < lowest - (relative * Math.abs(lowest) + absolute);
    }
}
