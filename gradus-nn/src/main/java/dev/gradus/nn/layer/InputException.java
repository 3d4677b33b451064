package dev.gradus.nn.layer;

import dev.gradus.number.Text;
import java.io.Serial;

/** A layer cannot take a value of the data; the message names layer, value and example. */
public final class InputException extends IllegalArgumentException {
    @Serial private static final long serialVersionUID = 1;

    /** The message without the example. */
    private final String what;

    /** Counted from 1. */
    private final int example;

    /**
     * Says what is wrong.
     *
     * @param what the layer, what it takes, the value, and its place in the example
     * @param example which example of the batch it is, counted from 1
     */
    public InputException(String what, int example) {
        super(Text.of("%s of example %d of the batch", what, example));
        this.what = what;
        this.example = example;
    }

    /**
     * {@return the same, where the batch is the part of a larger one that follows these examples}
     *
     * @param before how many examples are before the part
     */
    public InputException behind(int before) {
        return new InputException(what, before + example);
    }
}
