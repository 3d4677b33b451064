package dev.gradus.data;

import dev.gradus.prepare.DecimalMark;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.table.UnreadColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the rows of a table in some format, each time from the beginning. */
public interface RowReader {
    /** {@return the names of the columns, each a different one} */
    List<String> columns();

    /**
     * Reads all rows in order, the same ones each time.
     *
     * @param rows takes each row that can be read, which is valid during the call only
     * @param bad takes the faults of rows that cannot
     * @throws IOException if the source cannot be read
     * @throws DataException if reading cannot go on; the message names the file and the place
     */
    void forEach(Consumer<Row> rows, BadRows bad) throws IOException;

    /**
     * {@return the file that is read anew each time, so that it must not change; none, by default}
     */
    default Optional<Path> rereadFile() {
        return Optional.empty();
    }

    /** {@return the columns whose values are not read; none, by default} */
    default UnreadColumns unread() {
        return UnreadColumns.NONE;
    }

    /** {@return what a user should know about how the rows are read, a sentence each} */
    default List<String> notes() {
        return List.of();
    }

    /**
     * {@return the usual decimal mark of such rows, which counts where numbers do not show theirs;
     * empty, the default, if numbers are not written as text}
     */
    default Optional<DecimalMark> decimalMark() {
        return Optional.empty();
    }

    /** {@return whether the rows themselves name their columns; by default they do} */
    default boolean isNamed() {
        return true;
    }

    /**
     * {@return why a column that a user names may be missing, a sentence; by default, nothing but
     * the name itself can be wrong}
     */
    default Optional<String> doubtOfNames() {
        return Optional.empty();
    }

    /**
     * {@return where a row is within the table, for people: by default its line}
     *
     * @param line its line, from 1
     */
    default String place(long line) {
        return "line " + line;
    }
}
