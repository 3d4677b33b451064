package dev.gradus.bench.rate;

import dev.gradus.data.Dataset;
import dev.gradus.digits.Mnist;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;

/** Some handwritten digits, at half their height and width so that a training takes a second. */
final class Digits {
    private static final int SIDE = 28;
    private static final int HALF = SIDE / 2;
    private static final int TESTED = 3000;
    private static final float MEAN = 0.1307f;
    private static final float DEVIATION = 0.28f;

    private Digits() {}

    static Split of(int examples) {
        Mnist mnist = Mnist.load();
        return new Split(first(mnist.train(), examples), first(mnist.test(), TESTED));
    }

    private static Dataset first(Dataset data, int count) {
        var batch = new Batch(1, data.input().size(), data.target());
        batch.size(1);
        float[][] images = new float[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            // At equal distances, for the first half of the test part is easier than the second.
            data.copy((int) ((long) i * data.size() / count), batch, 0);
            images[i] = halved(batch.inputs());
            labels[i] = batch.labels()[0];
        }
        return Dataset.ofLabels(
                Shape.image(1, HALF, HALF), images, labels, data.target().outputs());
    }

    /** Returns the means of two by two pixels, standardized. */
    private static float[] halved(float[] image) {
        float[] halved = new float[HALF * HALF];
        for (int i = 0; i < image.length; i++) {
            halved[i / SIDE / 2 * HALF + i % SIDE / 2] += image[i] / 4;
        }
        for (int i = 0; i < halved.length; i++) {
            halved[i] = (halved[i] - MEAN) / DEVIATION;
        }
        return halved;
    }
}
