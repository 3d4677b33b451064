package dev.gradus.prepare;

import java.util.List;
import java.util.function.Consumer;

/**
 * A table that can be read from its beginning any number of times, with the same rows each time.
 */
public interface RowSource {
    /** {@return the names of the columns, each a different one} */
    List<String> columns();

    /**
     * Reads all rows in order.
     *
     * @param reader takes each row, which is valid during the call only
     */
    void forEach(Consumer<Row> reader);
}
