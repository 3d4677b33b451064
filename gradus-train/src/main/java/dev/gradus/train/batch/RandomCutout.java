package dev.gradus.train.batch;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import java.util.Arrays;

/**
 * Fills a square around a random pixel with 0, in all channels.
 *
 * @param pixels the square's side
 */
record RandomCutout(int pixels) implements OfOneRow {
    RandomCutout {
        if (pixels < 1) {
            throw new IllegalArgumentException(
                    "the side of a cutout must be at least 1 pixel, got " + pixels);
        }
    }

    @Override
    public void requireFits(Shape input) {
        Chain.requireImage("cutout", input);
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw) {
        apply(batch, row, input, draw, 0);
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw, int first) {
        int height = input.dimension(1);
        int width = input.dimension(2);
        int top = (int) (draw.uniform(first) * height) - pixels / 2;
        int left = (int) (draw.uniform(first + 1) * width) - pixels / 2;
        int from = Math.max(0, left);
        int to = (int) Math.min(width, (long) left + pixels);
        int end = (int) Math.min(height, (long) top + pixels);
        for (int channel = 0; channel < input.dimension(0); channel++) {
            int plane = row * batch.inputSize() + channel * height * width;
            for (int y = Math.max(0, top); y < end; y++) {
                int line = plane + y * width;
                Arrays.fill(batch.inputs(), line + from, line + to, 0);
            }
        }
    }

    @Override
    public String toString() {
        return "cutout(" + pixels + ")";
    }
}
