package dev.gradus.prepare;

/** How rows are chosen that are held out of training. */
public sealed interface Partition {
    /** By seed: of each class its share, or of all rows where values are learned. */
    record Stratified() implements Partition {}

    /**
     * By seed, whole groups of rows, so that no group is on both sides; the column is no input.
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
