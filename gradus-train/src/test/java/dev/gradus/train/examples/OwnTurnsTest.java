package dev.gradus.train.examples;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.train.Trainer;
import org.junit.jupiter.api.Test;

class OwnTurnsTest {
    @Test
    void theChangeTakesEffectAtTheNextUpdate() {
        float[][] ones = new float[30][1];
        Dataset data = Dataset.ofValues(Shape.vector(1), ones, ones);
        var trainer =
                Trainer.of(Network.of(Shape.vector(1), dense(1)), meanSquaredError())
                        .learningRate(0.1)
                        .batchSize(10)
                        .steps(150)
                        .backend("java");

        double[] rates = OwnTurns.train(trainer, data).history().learningRate().ys();

        assertThat(rates).hasSize(150);
        assertThat(rates[99]).isEqualTo(0.1);
        assertThat(rates[100]).isEqualTo(0.01);
    }
}
