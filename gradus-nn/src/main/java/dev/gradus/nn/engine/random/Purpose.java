package dev.gradus.nn.engine.random;

/**
 * What random numbers are used for: each purpose is a stream of its own, so drawing for one never
 * affects another.
 */
public enum Purpose {
    /** Initial values of parameters. */
    INITIALIZATION(0),
    /** The order of examples in an epoch. */
    SHUFFLE(1),
    /** Which values dropout drops. */
    DROPOUT(2),
    /** How inputs are augmented. */
    AUGMENTATION(3),
    /** Which examples are held out. */
    VALIDATION_SPLIT(4);

    private final long number;

    Purpose(long number) {
        this.number = number;
    }

    /**
     * Returns the number of this purpose, which must never change: every random number depends on
     * it.
     */
    long number() {
        return number;
    }
}
