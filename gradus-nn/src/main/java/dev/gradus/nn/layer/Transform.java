package dev.gradus.nn.layer;

import java.util.Locale;

/** A layer that computes one value from one value. */
public sealed interface Transform extends Layer, Operation
        permits Dense,
                Conv1d,
                Conv2d,
                Pool,
                GlobalAveragePool,
                Flatten,
                Dropout,
                BatchNorm,
                LayerNorm,
                Activation,
                ArrayLayer {
    /**
     * {@return the shape of this layer's output, its parameters and its statistics at a position in
     * the network}
     *
     * @param site the input, and the name of the layer
     * @throws IllegalArgumentException if it does not fit what comes in; the message names the
     *     layer and says what to write instead
     */
    Placement place(Site site);

    /**
     * Returns the word that names begin with, as {@code conv2d} in {@code conv2d1}.
     *
     * @return the class's name with a small first letter by default
     */
    default String stem() {
        String name = getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
