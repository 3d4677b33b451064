package dev.gradus.prepare;

import java.util.List;
import java.util.Optional;

/** How the rows to hold out of training are chosen. */
public sealed interface Partition {
    /** Fewer moments may well rise by chance. */
    int FEWEST_IN_ORDER = 20;

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

    /** {@return the column that decides, if there is one} */
    default Optional<String> decidedBy() {
        return switch (this) {
            case Stratified _ -> Optional.empty();
            case ByGroup(String column) -> Optional.of(column);
            case ByTime(String column) -> Optional.of(column);
        };
    }

    /**
     * {@return why rows of a table should be chosen otherwise, a sentence each}
     *
     * @param columns what a survey found in the table
     */
    default List<String> doubts(List<ColumnSummary> columns) {
        return switch (this) {
            case Stratified _ ->
                    columns.stream()
                            .filter(Partition::isTimeOfRows)
                            .map(ColumnSummary::name)
                            .map(
                                    "the rows are in the order of '%1$s': rows that are held out by seed lie between others that are learned, so errors of what comes later are larger than measured; to predict what comes later, hold out the latest rows (--split-by-time \"%1$s\")"
                                            ::formatted)
                            .toList();
            case ByGroup _, ByTime _ -> List.of();
        };
    }

    private static boolean isTimeOfRows(ColumnSummary column) {
        return column.signs().isRising()
                && column.missing() == 0
                && column.distinct() >= FEWEST_IN_ORDER;
    }
}
