package dev.gradus.nn.parameter;

/**
 * Values of a network that training measures and inference uses: the running mean and variance of a
 * batch normalization.
 *
 * @param name the layer's name, a dot, and {@code mean} or {@code variance}
 * @param size how many values, one a channel
 * @param initial the initial value of each
 */
public record Statistic(String name, int size, float initial) {}
