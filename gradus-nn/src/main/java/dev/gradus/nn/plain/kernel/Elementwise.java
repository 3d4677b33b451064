package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.layer.Activation;

/** A function of single values, and its derivative, over a range of arrays. */
public interface Elementwise {
    /** Computes the outputs of places {@code from} (inclusive) to {@code to} (exclusive). */
    void forward(float[] in, float[] out, int from, int to);

    /**
     * Computes the gradient of the inputs at the same places.
     *
     * @param in the inputs
     * @param out the outputs
     * @param given the gradient of the outputs
     * @param wanted takes the gradient of the inputs
     */
    void backward(float[] in, float[] out, float[] given, float[] wanted, int from, int to);

    /** Returns about how many floating-point operations a value takes. */
    int operations();

    /** Returns the function of an activation; softmax, a function of many values, has none. */
    static Elementwise of(Activation activation) {
        return switch (activation) {
            case Activation.Relu() -> new Rectified.Relu();
            case Activation.LeakyRelu(double slope) -> new Rectified.Leaky((float) slope);
            case Activation.Elu(double alpha) -> new Rectified.Exponential((float) alpha);
            case Activation.Gelu() -> new Smooth.Gelu();
            case Activation.Silu() -> new Smooth.Silu();
            case Activation.Sigmoid() -> new Smooth.Sigmoid();
            case Activation.Tanh() -> new Smooth.Tanh();
            case Activation.Softplus() -> new Smooth.Softplus();
            case Activation.Softmax softmax ->
                    throw new IllegalArgumentException(
                            "%s is not a function of one value".formatted(softmax));
        };
    }
}
