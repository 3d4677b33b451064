package dev.gradus.nn.plain;

/** A function of each value by itself, and its derivative, on a range of arrays. */
interface Elementwise {
    /** Computes the outputs of places {@code from} (inclusive) to {@code to} (exclusive). */
    void forward(float[] in, float[] out, int from, int to);

    /** Computes the gradient of the inputs from that of the outputs, at the same places. */
    void backward(
            float[] in, float[] out, float[] outGradient, float[] inGradient, int from, int to);

    /** Returns about how many floating-point operations a value takes. */
    int operations();
}
