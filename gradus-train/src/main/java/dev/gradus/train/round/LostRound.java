package dev.gradus.train.round;

import java.io.Serial;

/**
 * The place where replicas are is gone, and with it the round under way. The run is as it was at
 * the end of the round before, and can continue from there.
 */
public final class LostRound extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    /**
     * Creates one with its cause.
     *
     * @param message what happened
     * @param cause what the place said of it
     */
    public LostRound(String message, Throwable cause) {
        super(message, cause);
    }
}
