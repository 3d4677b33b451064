package dev.gradus.onednn.binding;

/**
 * A function of each value by itself.
 *
 * @param algorithm which function
 * @param alpha its parameter: a slope, a limit, a factor; 0 where it has none
 */
public record Eltwise(Algorithm algorithm, float alpha) {}
