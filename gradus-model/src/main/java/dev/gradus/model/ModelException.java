package dev.gradus.model;

/** A model file that cannot be read or written: missing, damaged, incomplete, of another format. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message what is wrong, where, and what to do
     */
    public ModelException(String message) {
        super(message);
    }

    /**
     * Says what is wrong and what caused it.
     *
     * @param message what is wrong, where, and what to do
     * @param cause what failed
     */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
