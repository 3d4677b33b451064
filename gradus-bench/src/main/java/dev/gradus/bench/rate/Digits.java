package dev.gradus.bench.rate;

import dev.gradus.data.Dataset;
import dev.gradus.digits.Mnist;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import java.util.function.UnaryOperator;

/** Some handwritten digits. */
final class Digits {
    private static final int SIDE = 28;
    private static final int HALF = SIDE / 2;
    private static final int TESTED = 3000;
    private static final int LEARNED = 54_000;
    private static final float MEAN = 0.1307f;
    private static final float DEVIATION = 0.28f;

    private Digits() {}

    /** A size of digits, and which of them are scored. */
    enum Form {
        /** At half their height and width, so that a training takes a second. */
        HALVED("digits"),
        /** As they are; those to score on are the last of the training part. */
        WHOLE("mnist");

        private final String key;

        Form(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }

        /** Returns as many digits to learn from, and those to score on. */
        Split split(int examples) {
            return switch (this) {
                case HALVED -> small(examples);
                case WHOLE -> whole(examples);
            };
        }
    }

    private static Split small(int examples) {
        Mnist mnist = Mnist.load();
        Shape shape = Shape.image(1, HALF, HALF);
        Dataset train = mnist.train();
        Dataset test = mnist.test();
        return new Split(
                chosen(train, 0, train.size(), examples, shape, Digits::halved),
                chosen(test, 0, test.size(), TESTED, shape, Digits::halved));
    }

    private static Split whole(int examples) {
        Dataset all = Mnist.load().train();
        return new Split(
                chosen(all, 0, LEARNED, examples, all.input(), float[]::clone),
                chosen(
                        all,
                        LEARNED,
                        all.size(),
                        all.size() - LEARNED,
                        all.input(),
                        float[]::clone));
    }

    /** Chooses at equal distances: the first half of the test part is easier than the second. */
    private static Dataset chosen(
            Dataset data, int from, int to, int count, Shape shape, UnaryOperator<float[]> made) {
        var batch = new Batch(1, data.input().size(), data.target());
        batch.size(1);
        float[][] images = new float[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            data.copy(from + (int) ((long) i * (to - from) / count), batch, 0);
            images[i] = made.apply(batch.inputs());
            labels[i] = batch.labels()[0];
        }
        return Dataset.ofLabels(shape, images, labels, data.target().outputs());
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
