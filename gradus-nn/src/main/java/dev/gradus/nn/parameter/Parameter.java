package dev.gradus.nn.parameter;

import dev.gradus.nn.tensor.Shape;
import java.util.List;

/**
 * Values of a network that training changes.
 *
 * @param name the layer's name, a dot, and the role, as in {@code dense1.weight}
 * @param role what the values are to their layer
 * @param dimensions their extents in logical order: dense weights are outputs × inputs, those of a
 *     convolution outputs × channels / groups × height × width (conv1d: width), an embedding's
 *     entries × width, everything else is a vector
 * @param initializer how they are initialized; never {@link Initializer.ByActivation}, which has
 *     been resolved by then
 * @param fanIn how many values enter one unit
 * @param fanOut how many units one value enters
 */
public record Parameter(
        String name,
        Role role,
        List<Integer> dimensions,
        Initializer initializer,
        int fanIn,
        int fanOut) {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public Parameter {
        dimensions = List.copyOf(dimensions);
        if (Shape.isTooLarge(dimensions)) {
            throw new IllegalArgumentException(
                    "parameter '%s' would have %s values, more than 2^31-1; make the layer or its input smaller"
                            .formatted(name, Shape.text(dimensions)));
        }
    }

    /** What the values of a parameter are to their layer. */
    public enum Role {
        /** Multiplies an input. */
        WEIGHT,
        /** Is added to an output. */
        BIAS,
        /** A factor: of a normalization, or the slope of a prelu. */
        SCALE,
        /** A term that a normalization adds. */
        SHIFT;

        /**
         * {@return whether weight decay acts on such values unless a parameter group says
         * otherwise: on weights alone}
         */
        public boolean decays() {
            return this == WEIGHT;
        }
    }

    /** {@return how many values there are} */
    public int size() {
        return dimensions.stream().reduce(1, Math::multiplyExact);
    }
}
