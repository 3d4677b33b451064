package dev.gradus.prepare;

import java.io.Serial;

/**
 * A field is not what its column holds. The message names the column, what was read and what to
 * write.
 */
public final class UnreadableFieldException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    UnreadableFieldException(String column, String read, String expected) {
        super("column '%s': expected %s, got '%s'".formatted(column, expected, shortened(read)));
    }

    /** A field can be as long as its file. */
    private static String shortened(String read) {
        return read.length() <= 60 ? read : read.substring(0, 57) + "...";
    }
}
