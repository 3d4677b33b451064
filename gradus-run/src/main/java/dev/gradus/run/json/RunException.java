package dev.gradus.run.json;

import java.io.Serial;

/**
 * A run folder or a file in it cannot be found, read or written; the message says which, why, and
 * what to do.
 */
public final class RunException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    /**
     * Creates one without a cause.
     *
     * @param message what is wrong, where, and what to do
     */
    public RunException(String message) {
        super(message);
    }

    /**
     * Creates one with its cause.
     *
     * @param message what is wrong, where, and what to do
     * @param cause the system's exception
     */
    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
