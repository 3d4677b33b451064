package dev.gradus.nn.layer;

/** Whether a layer adds a trained bias to what it computes. */
public enum Bias {
    WITH,
    WITHOUT
}
