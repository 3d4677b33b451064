package dev.gradus.prepare;

/** How the rows to hold out of training are chosen. */
public sealed interface Partition {
    /** By seed: the same share of each class, or of all rows where values are learned. */
    record Stratified() implements Partition {}

    /**
     * By seed, in whole groups of rows, so that no group is on both sides; the column is not an
     * input.
     *
     * @param column rows with the same text here are a group
     */
    record ByGroup(String column) implements Partition {}

    /**
     * The latest rows.
     *
     * @param column numbers or days
     */
    record ByTime(String column) implements Partition {}
}
