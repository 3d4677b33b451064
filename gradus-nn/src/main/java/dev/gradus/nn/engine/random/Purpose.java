package dev.gradus.nn.engine.random;

/**
 * What random numbers are for: each purpose is a stream of its own, so drawing for one never moves
 * another.
 */
public enum Purpose {
    INITIALIZATION(0),
    SHUFFLE(1),
    DROPOUT(2),
    AUGMENTATION(3),
    VALIDATION_SPLIT(4);

    private final long number;

    Purpose(long number) {
        this.number = number;
    }

    /**
     * Returns the number that stands for this purpose forever: every random number depends on it.
     */
    long number() {
        return number;
    }
}
