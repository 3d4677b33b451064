package dev.gradus.nn.plain;

/**
 * The values between two layers and the loss's derivatives by them: a row of features for each
 * example of a slice.
 */
final class Values {
    final int features;
    final float[] data;

    /** Empty if nothing that comes before has parameters. */
    final float[] gradient;

    Values(int features, float[] data, float[] gradient) {
        this.features = features;
        this.data = data;
        this.gradient = gradient;
    }

    boolean wantsGradient() {
        return gradient.length > 0;
    }
}
