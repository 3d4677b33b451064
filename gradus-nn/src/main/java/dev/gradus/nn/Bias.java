package dev.gradus.nn;

/** Whether a layer adds a trained bias to what it computes. */
public enum Bias {
    WITH,
    WITHOUT
}
