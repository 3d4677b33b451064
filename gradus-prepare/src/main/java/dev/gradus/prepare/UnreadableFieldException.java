package dev.gradus.prepare;

import java.io.Serial;

/**
 * A field is not what its column holds. The message names the column, what was read and what to
 * write.
 */
public final class UnreadableFieldException extends IllegalArgumentException {
    @Serial private static final long serialVersionUID = 1;

    /** Creates an exception that says what is wrong with a field, and in which column. */
    private final String sentence;

    UnreadableFieldException(String column, String read, String expected) {
        this("column '%s': expected %s, got '%s'".formatted(column, expected, shortened(read)));
    }

    private UnreadableFieldException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** {@return the message} */
    public String sentence() {
        return sentence;
    }

    /** Shortens a field, which can be as long as its file. */
    private static String shortened(String read) {
        return read.length() <= 60 ? read : read.substring(0, 57) + "...";
    }
}
