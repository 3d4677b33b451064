package dev.gradus.run.event;

import java.util.Arrays;
import java.util.Locale;

/** Why a control request was refused. */
public enum Refusal {
    /** The run does not have this hyper-parameter. */
    NOT_DRIVEN("notDriven"),
    /** The value cannot be used. */
    VALUE("value"),
    /** The schedule cannot be read, or cannot be used for the rest of the run. */
    SCHEDULE("schedule"),
    /** The run cannot have this length. */
    LENGTH("length"),
    /** Nothing is held out to validate on. */
    NO_VALIDATION("noValidation"),
    /** The run keeps no checkpoints, or this one could not be saved. */
    CHECKPOINT("checkpoint"),
    /** The search for a learning rate failed. */
    SEARCH("search"),
    /** The run ended before it could handle the request. */
    RUN_ENDED("runEnded"),
    /** The request was left by an earlier process of this run, and was not meant for this one. */
    LEFT_BEHIND("leftBehind"),
    /** The record does not say, because it is of an earlier version. */
    UNSTATED("unstated");

    private final String key;

    Refusal(String key) {
        this.key = key;
    }

    /** {@return its name in events, for example {@code noValidation}} */
    public String key() {
        return key;
    }

    /** Returns the reason of that name; {@link #UNSTATED} if this version does not know it. */
    static Refusal of(String key) {
        return Arrays.stream(values())
                .filter(each -> each.key.equals(key))
                .findFirst()
                .orElse(UNSTATED);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
