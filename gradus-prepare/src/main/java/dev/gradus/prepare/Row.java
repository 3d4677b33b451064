package dev.gradus.prepare;

import java.util.List;

/** One row of a table, as text. */
public interface Row {
    /** {@return the text of each field, one for each column of the table} */
    List<String> fields();

    /**
     * {@return the line of the file where the row begins, from 1; if there are no lines, the row's
     * number}
     */
    long line();
}
