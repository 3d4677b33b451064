package dev.gradus.prepare;

import java.util.List;
import java.util.Map;

/** One row of a table, as text. */
public interface Row {
    /** {@return the text of each field, one for each column of the table} */
    List<String> fields();

    /**
     * {@return the line of the file where the row begins, from 1; if there are no lines, the row's
     * number}
     */
    long line();

    /**
     * {@return why the values of some fields cannot be used, by the place of their column from 0;
     * none, by default} Such a field is empty, which counts where its column is used and nowhere
     * else.
     */
    default Map<Integer, String> faults() {
        return Map.of();
    }
}
