package dev.gradus.recipe;

/** A recipe's file is not valid YAML or JSON; the message says where. */
public final class RecipeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, where, and what to do
     * @param cause what failed
     */
    public RecipeException(String message, Throwable cause) {
        super(message, cause);
    }
}
