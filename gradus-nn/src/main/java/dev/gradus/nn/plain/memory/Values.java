package dev.gradus.nn.plain.memory;

/**
 * The values between two layers and the loss's derivatives by them: a row of features for each
 * example of a slice.
 */
public final class Values {
    public final int features;
    public final float[] data;

    /** Empty if no layer before has parameters. */
    public final float[] gradient;

    public Values(int features, float[] data, float[] gradient) {
        this.features = features;
        this.data = data;
        this.gradient = gradient;
    }

    public boolean wantsGradient() {
        return gradient.length > 0;
    }
}
