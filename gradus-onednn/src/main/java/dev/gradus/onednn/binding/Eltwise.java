package dev.gradus.onednn.binding;

/**
 * An elementwise function.
 *
 * @param algorithm which function
 * @param alpha its parameter: a slope, a limit, a factor; 0 if it has none
 */
public record Eltwise(Algorithm algorithm, float alpha) {}
