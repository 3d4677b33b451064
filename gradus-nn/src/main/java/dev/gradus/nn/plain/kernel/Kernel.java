package dev.gradus.nn.plain.kernel;

/** A layer with its memory, which computes the slice that passes through the network. */
public interface Kernel {
    /** Computes the outputs of the slice's rows from its inputs. */
    void forward();

    /**
     * Adds the slice's gradient to the gradients of the parameters and, if the input wants one,
     * replaces the input's gradient. The output's gradient is left as it is, except where all
     * values are rounded.
     */
    void backward();
}
