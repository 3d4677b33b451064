package dev.gradus.nn.engine.kit;

/**
 * Which value of an example meets which weight for which output of a convolution: where windows
 * hang over the edge, nothing.
 */
interface NaiveTaps {
    /** Takes the places of a value, a weight and an output. */
    void meet(int input, int weight, int output);
}
