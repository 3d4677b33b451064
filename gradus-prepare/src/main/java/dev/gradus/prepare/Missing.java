package dev.gradus.prepare;

/** Whether a column has an input of its own that says where a value was missing. */
public enum Missing {
    /** The last input of the column is 1 where the value is missing, else 0. */
    MARKED,
    /** No value was missing in training; one that is later is filled in without a mark. */
    UNMARKED;

    static Missing of(long missing) {
        return missing > 0 ? MARKED : UNMARKED;
    }

    int width() {
        return this == MARKED ? 1 : 0;
    }
}
