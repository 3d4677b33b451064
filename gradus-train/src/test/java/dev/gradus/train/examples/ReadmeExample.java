package dev.gradus.train.examples;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adamw;
import static dev.gradus.schedule.named.Schedules.oneCycle;

import dev.gradus.digits.Mnist;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;

/** The example of the README. */
final class ReadmeExample {
    private ReadmeExample() {}

    static TrainingResult train(double epochs) {
        // @start region="readme"
        var digits = Mnist.load();
        var network =
                Network.of(
                        Shape.image(1, 28, 28),
                        conv2d(32, 3),
                        relu(),
                        maxPool(2),
                        flatten(),
                        dense(10));
        var result =
                Trainer.of(network, softmaxCrossEntropy())
                        .optimizer(adamw())
                        .learningRate(oneCycle(0.01))
                        .epochs(epochs)
                        .batchSize(128)
                        .seed(1)
                        .testOn(digits.test())
                        .fit(digits.train());
        // @end
        return result;
    }
}
