package dev.gradus.sweep;

/** Receives the progress of a sweep, on one thread at a time. */
public interface SweepListener {
    /**
     * A trial starts or continues, to be trained to the end of a rung.
     *
     * @param trial the trial
     * @param rung the number of the rung, from 0
     */
    default void began(SweepTrial trial, int rung) {}

    /**
     * A trial has reached the end of a rung.
     *
     * @param trial the trial
     * @param result its result
     * @param best the best point so far
     */
    default void ended(SweepTrial trial, SweepResult result, Standing best) {}

    /**
     * There is a note, such as that a file of a sweep that was killed had to be repaired.
     *
     * @param sentence the note
     */
    default void noted(String sentence) {}

    /**
     * A rung is over.
     *
     * @param rung the number of the rung, from 0
     * @param promoted how many points continue
     */
    default void rungEnded(int rung, int promoted) {}
}
