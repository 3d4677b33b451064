package dev.gradus.studio.record;

/** The state of a run. */
public enum RunState {
    /** Its folder exists, but nothing has happened yet. */
    WAITING,
    /** It trains. */
    TRAINING,
    /** It waits until it is resumed. */
    PAUSED,
    /** Its record grows, but no process of this machine holds it: another machine trains it. */
    ELSEWHERE,
    /** It has ended regularly. */
    ENDED,
    /** Its process was killed, or could not record its end, as the run's detail says. */
    KILLED,
    /** Its folder cannot be read. */
    UNREADABLE
}
