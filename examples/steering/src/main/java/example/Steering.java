package example;

import dev.gradus.digits.Mnist;
import dev.gradus.nn.Network;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A program that watches a training and steers it: when an epoch improves the loss by less than a
 * tenth, it halves the rate, by the same requests that a person makes, so the run can be replayed.
 *
 * <p>Run it in a checkout of Gradus, as {@code examples/README.md} says:
 *
 * <pre>{@code ./mvnw -q -f examples/steering compile exec:exec}</pre>
 */
public final class Steering {
    private Steering() {}

    public static void main(String[] arguments) {
        TrainingResult result = train(Path.of("runs"), "steered", 20_000, 8);
        System.out.println("right on validation images: " + result.validation().get("accuracy"));
    }

    static TrainingResult train(Path runs, String name, int examples, int epochs) {
        // @start region="steering"
        AtomicReference<Double> last = new AtomicReference<>(Double.POSITIVE_INFINITY);
        AtomicReference<Training> running = new AtomicReference<>();
        Network network = Network.parse(Shape.image(1, 28, 28), "flatten dense(32) relu dense(10)");
        Trainer trainer =
                Trainer.of(network, Losses.softmaxCrossEntropy())
                        .learningRate(0.5)
                        .batchSize(32)
                        .epochs(epochs)
                        .validateOn(0.2)
                        .runs(runs, name)
                        .listeners(event -> {
                            if (event instanceof TrainingEvent.EpochCompleted epoch) {
                                double loss = epoch.validation().get("loss");
                                if (loss > 0.9 * last.getAndSet(loss)) {
                                    Control halve = new Control.Scale(HyperParameter.LEARNING_RATE, 0.5);
                                    running.get().request(halve, "steering");
                                }
                            }
                        });
        try (Training training = trainer.prepare(Mnist.load().train().take(examples))) {
            running.set(training);
            return training.run();
        }
        // @end
    }
}
