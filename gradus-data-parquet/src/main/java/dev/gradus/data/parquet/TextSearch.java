package dev.gradus.data.parquet;

import dev.hardwood.reader.RowReader;
import java.util.Optional;

/** Finds out whether the bytes of a column are texts, which its type does not tell. */
final class TextSearch {
    /** So that a file of large photos is not read to its end before its first row is taken. */
    private static final int MOST = 100;

    private final int column;
    private boolean hasText;
    private int others;

    TextSearch(int column) {
        this.column = column;
    }

    /** Takes a row, and returns whether further ones are wanted. */
    boolean goesOnAfter(RowReader row) {
        if (!row.isNull(column)) {
            Optional<String> text = Fields.text(row.getValue(column));
            hasText |= text.filter(known -> !known.isEmpty()).isPresent();
            others += text.isEmpty() ? 1 : 0;
        }
        return !hasText && others < MOST;
    }

    /** Returns how the values are written, as far as the rows tell. */
    FileColumn.Form form() {
        return hasText || others == 0 ? FileColumn.Form.PLAIN : FileColumn.Form.NONE;
    }

    int column() {
        return column;
    }
}
