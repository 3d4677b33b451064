package example;

// @start region="imports"
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.schedule.named.Schedules.oneCycle;

import dev.gradus.digits.Mnist;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
// @end
import java.nio.file.Path;

/**
 * Trains a network on handwritten digits and keeps it in a file.
 *
 * <p>Run it in a checkout of Gradus, as {@code examples/README.md} says:
 *
 * <pre>{@code ./mvnw -q -f examples/digits compile exec:exec}</pre>
 */
public final class Digits {
    private Digits() {}

    public static void main(String[] arguments) {
        TrainingResult result = train(3);
        System.out.println("read correctly: " + result.test().get("accuracy"));
        result.model().save(Path.of("digits.gradus"));
    }

    /** Trains for this many passes over the digits; a fraction of one is allowed. */
    static TrainingResult train(double epochs) {
        // @start region="digits"
        Mnist digits = Mnist.load();
        Network network =
                Network.of(
                        Shape.image(1, 28, 28),
                        conv2d(8, 5),
                        maxPool(2),
                        relu(),
                        flatten(),
                        dense(64),
                        relu(),
                        dense(10));
        TrainingResult result =
                Trainer.of(network, softmaxCrossEntropy())
                        .optimizer(adam())
                        .learningRate(oneCycle(0.01))
                        .epochs(epochs)
                        .batchSize(64)
                        .seed(1)
                        .testOn(digits.test())
                        .fit(digits.train());
        // @end
        return result;
    }
}
