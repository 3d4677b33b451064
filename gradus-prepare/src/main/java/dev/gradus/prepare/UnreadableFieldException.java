package dev.gradus.prepare;

import dev.gradus.number.Text;
import java.io.Serial;

/**
 * A field is not what its column holds. The message names the column, what was read and what to
 * write.
 */
public final class UnreadableFieldException extends IllegalArgumentException {
    @Serial private static final long serialVersionUID = 1;

    /** The message. */
    private final String sentence;

    /** Creates an exception that says what is wrong with a field, and in which column. */
    UnreadableFieldException(String column, String read, String expected) {
        this(
                "column '%s': expected %s, got '%s'"
                        .formatted(column, expected, Text.shortened(read)));
    }

    /** Creates an exception for a value that no field can hold. */
    static UnreadableFieldException of(String column, String fault) {
        return new UnreadableFieldException("column '%s': %s".formatted(column, fault));
    }

    private UnreadableFieldException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** {@return the message} */
    public String sentence() {
        return sentence;
    }
}
