package dev.gradus.nn.tensor;

/** In what numbers a program computes; parameters and their updates are always kept in float32. */
public enum Precision {
    /** 32-bit floating point. */
    F32("f32"),
    /**
     * Activations, their gradients and the weights of products in bfloat16; sums, biases and
     * parameters in float32. Needs a processor for it, or the backend {@code java}, which rounds
     * between layers and gains no speed by it.
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
