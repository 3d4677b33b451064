package dev.gradus.sweep;

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
     * @param best the best point so far
     */
    default void ended(SweepTrial trial, SweepResult result, Standing best) {}

    /**
     * There is something to say, such as that a file of a sweep that was killed had to be mended.
     *
     * @param sentence what
     */
    default void noted(String sentence) {}

    /**
     * A rung is over.
     *
     * @param rung the number of the rung, from 0
     * @param promoted how many points go on
     */
    default void rungEnded(int rung, int promoted) {}
}
