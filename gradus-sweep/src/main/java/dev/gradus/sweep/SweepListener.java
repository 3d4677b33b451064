package dev.gradus.sweep;

import java.util.List;

/** Hears of a sweep as it goes on, from one thread at a time. */
public interface SweepListener {
    /**
     * A trial begins, or goes on, to be trained to the end of a rung.
     *
     * @param trial the trial
     * @param rung the number of the rung, from 0
     */
    default void began(SweepTrial trial, int rung) {}

    /**
     * A trial has come to the end of a rung.
     *
     * @param trial the trial
     * @param result what came of it
     * @param standings all points that have a result, the best first
     */
    default void ended(SweepTrial trial, SweepResult result, List<Standing> standings) {}

    /**
     * A rung is over.
     *
     * @param rung the number of the rung, from 0
     * @param promoted how many points go on
     */
    default void rungEnded(int rung, int promoted) {}
}
