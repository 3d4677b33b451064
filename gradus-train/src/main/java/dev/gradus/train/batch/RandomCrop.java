package dev.gradus.train.batch;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;

/**
 * Enlarges a square window of an image to the whole image, with weights that fall off linearly
 * between the centres of pixels.
 *
 * @param pixels the window's side
 */
record RandomCrop(int pixels) implements OfOneRow {
    RandomCrop {
        if (pixels < 1) {
            throw new IllegalArgumentException(
                    "the side of a crop must be at least 1 pixel, got " + pixels);
        }
    }

    @Override
    public void requireFits(Shape input) {
        Chain.requireImage("crop", input);
        if (pixels > input.dimension(1) || pixels > input.dimension(2)) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s takes a window of %d x %d pixels out of images of %d x %d",
                            this, pixels, pixels, input.dimension(1), input.dimension(2)));
        }
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw) {
        apply(batch, row, input, draw, 0);
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw, int first) {
        int height = input.dimension(1);
        int width = input.dimension(2);
        int top = (int) (draw.uniform(first) * (height - pixels + 1));
        int left = (int) (draw.uniform(first + 1) * (width - pixels + 1));
        float[] window = draw.scratch(pixels * pixels);
        for (int channel = 0; channel < input.dimension(0); channel++) {
            int plane = row * batch.inputSize() + channel * height * width;
            for (int y = 0; y < pixels; y++) {
                int from = plane + (top + y) * width + left;
                System.arraycopy(batch.inputs(), from, window, y * pixels, pixels);
            }
            enlarge(window, batch.inputs(), plane, height, width);
        }
    }

    private void enlarge(float[] window, float[] into, int plane, int height, int width) {
        for (int y = 0; y < height; y++) {
            float down = place(y, height);
            int above = (int) down;
            int below = Math.min(above + 1, pixels - 1);
            for (int x = 0; x < width; x++) {
                float right = place(x, width);
                int near = (int) right;
                int far = Math.min(near + 1, pixels - 1);
                float upper =
                        mixed(
                                window[above * pixels + near],
                                window[above * pixels + far],
                                right - near);
                float lower =
                        mixed(
                                window[below * pixels + near],
                                window[below * pixels + far],
                                right - near);
                into[plane + y * width + x] = mixed(upper, lower, down - above);
            }
        }
    }

    /** Returns where in the window a pixel's centre lies. */
    private float place(int at, int length) {
        return Math.clamp((at + 0.5f) * pixels / length - 0.5f, 0, pixels - 1);
    }

    private static float mixed(float one, float other, float share) {
        return one + (other - one) * share;
    }

    @Override
    public String toString() {
        return "crop(" + pixels + ")";
    }
}
