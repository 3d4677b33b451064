package dev.gradus.nn.layer;

/**
 * Continues from a named value: an input of the network, or the output of an earlier layer.
 *
 * @param name the name
 */
public record Source(String name) implements Layer {
    @Override
    public String toString() {
        return "source('" + name + "')";
    }
}
