package dev.gradus.prepare.table;

import java.util.List;
import java.util.Optional;

/**
 * Columns that count as empty because their values have no form in a table.
 *
 * @param names the columns, in the table's order; empty for none
 * @param values what their values are, such as lists or objects
 * @param advice what a user can do about it
 */
public record UnreadColumns(List<String> names, String values, String advice) {
    /** There is no such column. */
    public static final UnreadColumns NONE = new UnreadColumns(List.of(), "", "");

    /** Copies the list. */
    public UnreadColumns {
        names = List.copyOf(names);
    }

    /**
     * {@return what the values of a column are; empty for a column that is read}
     *
     * @param column its name
     */
    public Optional<String> valuesOf(String column) {
        return names.contains(column) ? Optional.of(values) : Optional.empty();
    }

    /** {@return what a user should know about them, a sentence; empty for none} */
    public Optional<String> note() {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the values of '%s' are %s, which are not read; %s"
                                .formatted(String.join("', '", names), values, advice));
    }
}
