package dev.gradus.nn.layer;

import dev.gradus.nn.tensor.Shape;

/**
 * One of the inputs of a network. In a batch, the inputs of an example follow one another in its
 * row.
 *
 * @param name the name by which {@link Source} finds it; unique in the network
 * @param shape the shape of one example
 */
public record Input(String name, Shape shape) {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is not a letter, then letters, digits, '_' or '-'
     */
    public Input {
        Named.requireName("an input's name", name);
    }

    @Override
    public String toString() {
        return name + "=" + shape;
    }
}
