package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.concat;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.embedding;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.globalAveragePool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.source;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The class is whether a picture is bright, or the opposite where the word is an odd number. */
class SeveralInputsTest {
    private static final int PIXELS = 16;
    private static final int WORDS = 6;

    private static Dataset pictures(int size, long seed, boolean told) {
        var random = new Random(seed);
        float[][] inputs = new float[size][PIXELS + 1];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            boolean bright = random.nextBoolean();
            int word = random.nextInt(WORDS);
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                inputs[i][pixel] = (float) (random.nextGaussian() + (bright ? 1 : -1));
            }
            inputs[i][PIXELS] = told ? word : 0;
            labels[i] = bright == (word % 2 == 0) ? 1 : 0;
        }
        return Dataset.ofLabels(Shape.vector(PIXELS + 1), inputs, labels, 2);
    }

    private static Network network() {
        return Network.of(
                List.of(
                        new Input("picture", Shape.image(1, 4, 4)),
                        new Input("word", Shape.vector(1))),
                List.of(
                        concat(
                                List.of(source("picture"), conv2d(4, 2), relu(), flatten()),
                                List.of(source("word"), embedding(WORDS, 4), globalAveragePool())),
                        dense(16),
                        relu(),
                        dense(2)));
    }

    private static double accuracy(boolean told) {
        return Trainer.of(network(), softmaxCrossEntropy())
                .backend("java")
                .optimizer(Optimizers.adam())
                .learningRate(0.01)
                .batchSize(32)
                .epochs(12)
                .seed(1)
                .testOn(pictures(500, 2, told))
                .fit(pictures(1000, 1, told))
                .test()
                .get("accuracy");
    }

    @Test
    void bothAreLearnedFrom() {
        assertThat(accuracy(true)).isGreaterThan(0.97);
    }

    /** Without the word, nothing but chance is left. */
    @Test
    void eitherAloneTellsNothing() {
        assertThat(accuracy(false)).isBetween(0.4, 0.6);
    }
}
