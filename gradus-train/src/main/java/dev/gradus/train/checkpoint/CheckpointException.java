package dev.gradus.train.checkpoint;

/**
 * A checkpoint that cannot be used: damaged, incomplete, of another format, or of another network.
 */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public CheckpointException(String message) {
        super(message);
    }

    /** Says what is wrong and what caused it. */
    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
