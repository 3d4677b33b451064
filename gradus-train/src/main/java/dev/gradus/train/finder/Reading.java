package dev.gradus.train.finder;

/** What a rule read off a sweep: a rate, or the reason why there is none. */
public sealed interface Reading {
    /**
     * A rate to try.
     *
     * @param rate the learning rate
     */
    record Suggested(double rate) implements Reading {}

    /**
     * No usable slope.
     *
     * @param reason a sentence that says why
     */
    record Unusable(String reason) implements Reading {}
}
