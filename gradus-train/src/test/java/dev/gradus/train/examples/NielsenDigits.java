package dev.gradus.train.examples;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.sigmoid;
import static dev.gradus.nn.loss.Losses.quadratic;
import static dev.gradus.nn.parameter.Initializer.normal;

import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.train.Trainer;

/**
 * The first network of Michael Nielsen's "Neural Networks and Deep Learning", chapter 1: 784-30-10
 * sigmoid units, quadratic cost, mini-batches of 10, learning rate 3.0, 30 epochs. He reports about
 * 95 %.
 */
final class NielsenDigits {
    private NielsenDigits() {}

    static Trainer trainer() {
        var network =
                Network.of(
                        Shape.image(1, 28, 28),
                        flatten(),
                        dense(30).initializer(normal(1)).biasInitializer(normal(1)),
                        sigmoid(),
                        dense(10).initializer(normal(1)).biasInitializer(normal(1)),
                        sigmoid());
        return Trainer.of(network, quadratic()).learningRate(3.0).batchSize(10).epochs(30).seed(1);
    }
}
