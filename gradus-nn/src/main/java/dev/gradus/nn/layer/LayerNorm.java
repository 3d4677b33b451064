package dev.gradus.nn.layer;

import dev.gradus.text.TextForm;

/**
 * y = scale · (x − mean) / √(variance + epsilon) + shift over all values of an example, with a
 * scale and a shift for each value. Ba et al. 2016; PyTorch's {@code LayerNorm} over all dimensions
 * but the batch.
 *
 * @param epsilon added to the variance, above 0; 1e-5 by default
 */
public record LayerNorm(double epsilon) implements Transform {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public LayerNorm {
        Layers.requireEpsilon("layerNorm", epsilon);
    }

    @Override
    public Placement place(Site site) {
        return Placement.of(site.input(), site.scaleAndShift(site.input().size()));
    }

    @Override
    public String toString() {
        return TextForm.of("layerNorm")
                .with("epsilon", epsilon, Layers.layerNorm().epsilon)
                .toString();
    }
}
