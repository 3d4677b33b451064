package dev.gradus.prepare;

import java.util.List;

/** One row of a table, as text. */
public interface Row {
    /** Returns the text of each field, one for each column of the table. */
    List<String> fields();

    /** Returns where the row is, for people: {@code flowers.csv, line 12}. */
    String place();
}
