package dev.gradus.data;

import dev.gradus.text.MemoryFault;
import java.io.Serial;

/** Data cannot be read or used; the message names the file, the place in it, and what to do. */
public final class DataException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    /**
     * Says what is wrong.
     *
     * @param message what is wrong, where, and what to do
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what is wrong, where, and what to do
     * @param cause what failed
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return an exception for a failure of any kind, told in a sentence}
     *
     * @param what what failed, and where
     * @param cause what was thrown
     */
    public static DataException of(String what, Throwable cause) {
        String why =
                cause instanceof OutOfMemoryError full
                        ? MemoryFault.sentence(full)
                        : cause.toString();
        return new DataException(what + ": " + why, cause);
    }
}
