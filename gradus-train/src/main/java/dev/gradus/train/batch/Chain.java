package dev.gradus.train.batch;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several augmentations, one after another, each with its own random numbers.
 *
 * @param parts at least 2
 */
record Chain(List<Augmentation> parts) implements Augmentation {
    /** How many random numbers each part may draw. */
    static final int DRAWS = 8;

    /** The most parts. */
    static final int MOST = 32;

    Chain {
        parts = List.copyOf(parts);
        if (parts.size() > MOST) {
            throw new IllegalArgumentException(
                    Text.of(
                            "at most %d augmentations can be combined, got %d",
                            MOST, parts.size()));
        }
    }

    static void requireImage(String name, Shape input) {
        if (!input.isImage()) {
            throw new IllegalArgumentException(
                    "%s changes images (channels x height x width), got inputs of shape %s"
                            .formatted(name, input));
        }
    }

    @Override
    public boolean isThreadSafe() {
        return parts.stream().allMatch(Augmentation::isThreadSafe);
    }

    @Override
    public void requireFits(Shape input) {
        parts.forEach(part -> part.requireFits(input));
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw) {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).apply(batch, row, input, draw, i * DRAWS);
        }
    }

    @Override
    public String toString() {
        return parts.stream().map(Augmentation::toString).collect(Collectors.joining(", "));
    }
}
