package dev.gradus.train.batch;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import java.util.Arrays;

/**
 * Moves an image by up to this many pixels, filling with 0.
 *
 * @param pixels at least 1
 */
record RandomShift(int pixels) implements OfOneRow {
    RandomShift {
        if (pixels < 1) {
            throw new IllegalArgumentException(
                    "the largest shift must be at least 1 pixel, got " + pixels);
        }
    }

    @Override
    public void requireFits(Shape input) {
        Chain.requireImage("shift", input);
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw) {
        apply(batch, row, input, draw, 0);
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw, int first) {
        int down = (int) Math.floor(draw.uniform(first) * (2 * pixels + 1)) - pixels;
        int right = (int) Math.floor(draw.uniform(first + 1) * (2 * pixels + 1)) - pixels;
        int height = input.dimension(1);
        int width = input.dimension(2);
        for (int channel = 0; channel < input.dimension(0); channel++) {
            int plane = row * batch.inputSize() + channel * height * width;
            move(batch.inputs(), plane, height * width, down * width);
            for (int y = 0; y < height; y++) {
                move(batch.inputs(), plane + y * width, width, right);
            }
        }
    }

    /** Moves {@code length} values by {@code distance} places and fills the gap with 0. */
    private static void move(float[] values, int first, int length, int distance) {
        int kept = Math.max(0, length - Math.abs(distance));
        int from = distance < 0 ? length - kept : 0;
        int to = distance < 0 ? 0 : length - kept;
        System.arraycopy(values, first + from, values, first + to, kept);
        int free = distance < 0 ? first + kept : first;
        Arrays.fill(values, free, free + length - kept, 0);
    }

    @Override
    public String toString() {
        return "shift(" + pixels + ")";
    }
}
