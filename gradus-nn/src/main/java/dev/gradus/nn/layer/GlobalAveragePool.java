package dev.gradus.nn.layer;

import dev.gradus.nn.tensor.Shape;

/** The mean of each channel of an image or a sequence, which becomes a vector of channels. */
public record GlobalAveragePool() implements Transform {
    @Override
    public Placement place(Site site) {
        return Placement.of(Shape.vector(site.asImage().image().dimension(0)));
    }

    @Override
    public String toString() {
        return "globalAveragePool";
    }
}
