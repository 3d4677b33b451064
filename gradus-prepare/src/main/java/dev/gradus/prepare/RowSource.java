package dev.gradus.prepare;

import dev.gradus.prepare.table.UnreadColumns;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A table that can be read from its beginning any number of times, with the same rows each time.
 */
public interface RowSource {
    /** {@return the names of the columns, each a different one} */
    List<String> columns();

    /**
     * {@return the usual decimal mark of tables such as this, which counts where its numbers do not
     * show theirs; empty, the default, if they are not written as text, so that {@code 1.234} has a
     * decimal point}
     */
    default Optional<DecimalMark> decimalMark() {
        return Optional.empty();
    }

    /** {@return the columns whose values are not read; none, by default} */
    default UnreadColumns unread() {
        return UnreadColumns.NONE;
    }

    /**
     * {@return where in the table a row is, for people}
     *
     * @param line the row's number, as in {@link Row#line}
     */
    default String placeOf(long line) {
        return "line " + line;
    }

    /**
     * Reads all rows in order.
     *
     * @param reader takes each row, which is valid during the call only
     */
    void forEach(Consumer<Row> reader);
}
