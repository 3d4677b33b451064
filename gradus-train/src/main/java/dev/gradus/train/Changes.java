package dev.gradus.train;

/** What to do when a run is to go on with another recipe or other data than it was trained with. */
public enum Changes {
    /** Say what differs, and do not go on. */
    REFUSED,

    /** Say what differs, put it on record, and go on. */
    ACCEPTED
}
