package dev.gradus.run.control;

import java.time.Instant;

/**
 * A control with its id, sender and time. Two requests with the same id are one request.
 *
 * @param id identifies the request, for example a UUID; letters, digits, {@code -} and {@code _}
 * @param by the sender: {@code terminal}, {@code studio}, a user's name …
 * @param at when it was sent, by the wall clock
 * @param control what is requested
 */
public record ControlRequest(String id, String by, Instant at, Control control) {

    /**
     * Checks the id, which also names a file.
     *
     * @throws IllegalArgumentException if the id is empty, too long, or has other characters
     */
    public ControlRequest {
        if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "a control request's id must be 1 to 64 letters, digits, '-' or '_'; got '"
                            + id
                            + "'");
        }
    }
}
