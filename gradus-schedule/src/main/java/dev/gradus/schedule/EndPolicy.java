package dev.gradus.schedule;

/** What a schedule does when it is asked for a step past its end. */
public enum EndPolicy {
    /** Keeps the last value, the default. */
    HOLD,
    /** Refuses a run that is longer than the schedule, and any step past the end. */
    ERROR,
    /** Starts again. */
    REPEAT
}
