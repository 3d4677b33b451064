package dev.gradus.nn.layer;

import dev.gradus.nn.tensor.Shape;

/** An image or a sequence as one long vector: channels, then rows, then columns. */
public record Flatten() implements Transform {
    @Override
    public Placement place(Site site) {
        return Placement.of(Shape.vector(site.input().size()));
    }

    @Override
    public String toString() {
        return "flatten";
    }
}
