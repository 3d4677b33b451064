package dev.gradus.studio.record;

/** What a run does now. */
public enum RunState {
    /** Its folder is there and nothing has happened yet. */
    WAITING,
    /** It trains. */
    TRAINING,
    /** It waits until it is resumed. */
    PAUSED,
    /** Its record grows, yet no process of this machine holds it: one of another machine does. */
    ELSEWHERE,
    /** It came to an end of its own. */
    ENDED,
    /** Its process was ended by force. */
    KILLED,
    /** Its folder cannot be read. */
    UNREADABLE
}
