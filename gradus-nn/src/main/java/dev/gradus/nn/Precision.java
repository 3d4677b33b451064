package dev.gradus.nn;

/** In what numbers a program computes; parameters and their updates are always kept in float32. */
public enum Precision {
    F32("f32"),
    /** Activations and weights in bfloat16, sums and parameters in float32. */
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
