package dev.gradus.nn.tensor;

/** The numbers in which a program computes; parameters and their updates are always float32. */
public enum Precision {
    /** 32-bit floating point. */
    F32("f32"),
    /**
     * Activations, their gradients and the weights of products in bfloat16; sums, biases and
     * parameters in float32. Needs a processor that supports it, or the backend {@code java}, which
     * rounds between layers and is no faster.
     */
    BF16("bf16");

    private final String text;

    Precision(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
