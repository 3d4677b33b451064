package dev.gradus.train.checkpoint;

/**
 * A checkpoint that cannot be used: damaged, incomplete, of another format, or of another network.
 */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, where, and what to do
     */
    public CheckpointException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what is wrong, where, and what to do
     * @param cause what failed
     */
    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
