package dev.gradus.nn.layer;

/** Whether a layer adds a trained bias to what it computes. */
public enum Bias {
    /** Adds a learned number to each output. */
    WITH,
    /** Adds nothing. */
    WITHOUT
}
