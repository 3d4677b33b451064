package dev.gradus.train.plan;

import dev.gradus.data.Dataset;

/** What training is validated on. */
public sealed interface Validation {
    /** Nothing. */
    record None() implements Validation {}

    /**
     * Another data set.
     *
     * @param data what to validate on
     */
    record On(Dataset data) implements Validation {}

    /**
     * A share of the training part, held out by seed.
     *
     * @param share above 0 and below 1
     */
    record Share(double share) implements Validation {}
}
