package dev.gradus.train.checkpoint;

/**
 * A checkpoint that cannot be used: damaged, incomplete, of another format, or of another network.
 */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message what is wrong, where, and what to do
     */
    public CheckpointException(String message) {
        super(message);
    }

    /**
     * Says what is wrong and what caused it.
     *
     * @param message what is wrong, where, and what to do
     * @param cause what failed
     */
    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
