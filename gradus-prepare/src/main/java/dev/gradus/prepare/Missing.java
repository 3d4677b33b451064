package dev.gradus.prepare;

/** Whether a column has a separate input that marks missing values. */
public enum Missing {
    /** The last input of the column is 1 where the value is missing, else 0. */
    MARKED,
    /** No value was missing in training; later ones are filled in without a mark. */
    UNMARKED;

    static Missing of(long missing) {
        return missing > 0 ? MARKED : UNMARKED;
    }

    int width() {
        return this == MARKED ? 1 : 0;
    }
}
