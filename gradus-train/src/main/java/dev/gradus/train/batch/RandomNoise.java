package dev.gradus.train.batch;

import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;

/**
 * Adds normal noise to every value. An example's first random number seeds the others.
 *
 * @param deviation above 0
 */
record RandomNoise(double deviation) implements OfOneRow {
    RandomNoise {
        if (!(deviation > 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException(
                    "the deviation of noise must be finite and above 0, got " + deviation);
        }
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw) {
        apply(batch, row, input, draw, 0);
    }

    @Override
    public void apply(Batch batch, int row, Shape input, Draw draw, int first) {
        long seed = (long) (draw.uniform(first) * 0x1p53);
        int start = row * batch.inputSize();
        for (int i = 0; i < batch.inputSize(); i++) {
            double noise = deviation * Philox.normal(seed, Purpose.AUGMENTATION, 0, i);
            batch.inputs()[start + i] += (float) noise;
        }
    }

    @Override
    public String toString() {
        return "noise(" + deviation + ")";
    }
}
