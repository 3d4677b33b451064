package dev.gradus.nn.layer;

import java.io.Serial;

/** A layer cannot take a value of the data; the message names layer, value and example. */
public final class InputException extends IllegalArgumentException {
    @Serial private static final long serialVersionUID = 1;

    /**
     * Says what is wrong.
     *
     * @param message the layer, the value, where it is, and what the layer takes
     */
    public InputException(String message) {
        super(message);
    }
}
