package dev.gradus.train.batch;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;

/** Mirrors images from left to right, with probability ½. */
enum RandomFlip implements OfOneRow {
    HORIZONTAL;

    @Override
    public void requireFits(Shape input) {
        Chain.requireImage("flip", input);
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw) {
        apply(batch, row, input, draw, 0);
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw, int first) {
        if (draw.uniform(first) >= 0.5) {
            return;
        }
        int width = input.dimension(2);
        float[] values = batch.inputs();
        int start = row * batch.inputSize();
        for (int line = start; line < start + batch.inputSize(); line += width) {
            for (int x = 0; x < width / 2; x++) {
                float left = values[line + x];
                values[line + x] = values[line + width - 1 - x];
                values[line + width - 1 - x] = left;
            }
        }
    }

    @Override
    public String toString() {
        return "flip";
    }
}
