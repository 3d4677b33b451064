package dev.gradus.train;

/**
 * What to do when a run would continue with a recipe or data other than those it was trained with.
 */
public enum Changes {
    /** Refuse to continue, saying what differs. */
    REFUSED,

    /** Continue, and put what differs on record. */
    ACCEPTED
}
