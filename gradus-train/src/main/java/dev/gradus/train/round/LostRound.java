package dev.gradus.train.round;

import java.io.Serial;

/**
 * The place where replicas run has been lost, and the round under way with it. The run is as it was
 * at the end of the previous round, and can continue from there.
 */
public final class LostRound extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    /**
     * Creates one with its cause.
     *
     * @param message what happened
     * @param cause the failure that the place reported
     */
    public LostRound(String message, Throwable cause) {
        super(message, cause);
    }
}
