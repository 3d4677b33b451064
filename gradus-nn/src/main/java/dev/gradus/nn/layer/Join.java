package dev.gradus.nn.layer;

/**
 * Values one after another along their first dimension, as at the end of a {@link Concat}: the
 * channels of images, the values of vectors.
 */
public record Join() implements Operation {
    @Override
    public String toString() {
        return "join";
    }
}
