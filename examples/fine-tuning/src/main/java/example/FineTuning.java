package example;

import dev.gradus.data.Dataset;
import dev.gradus.digits.Mnist;
import dev.gradus.model.Model;
import dev.gradus.nn.Network;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that knows the digits 0 to 4 learns 5 to 9 from a hundred examples.
 *
 * <p>Run it in a checkout of Gradus, as {@code examples/README.md} says:
 *
 * <pre>{@code ./mvnw -q -f examples/fine-tuning compile exec:exec}</pre>
 */
public final class FineTuning {
    private FineTuning() {}

    public static void main(String[] arguments) {
        Mnist digits = Mnist.load();
        Dataset few = only(digits.train(), 5, 100);
        Dataset test = only(digits.test(), 5, 2000);
        Model low = known(only(digits.train(), 0, 5000));
        System.out.println("from what is known: " + tuned(low, few, test));
        System.out.println("from nothing:       " + fresh(few, test));
    }

    private static Trainer trainer() {
        Network network =
                Network.parse(
                        Shape.image(1, 28, 28),
                        "conv2d(8, 5) maxPool(2) relu flatten dense(32) relu dense(5)");
        return Trainer.of(network, Losses.softmaxCrossEntropy())
                .optimizer(Optimizers.adam())
                .learningRate(Schedules.oneCycle(0.01))
                .batchSize(20)
                .seed(1);
    }

    static Model known(Dataset zeroToFour) {
        return trainer().epochs(2).fit(zeroToFour).model();
    }

    static double tuned(Model low, Dataset few, Dataset test) {
        return trainer()
                .startFrom(low)
                .reinitialize("dense2") // the classes are others
                .freeze("conv*")
                .epochs(15)
                .testOn(test)
                .fit(few)
                .test()
                .get("accuracy");
    }

    static double fresh(Dataset few, Dataset test) {
        return trainer().epochs(15).testOn(test).fit(few).test().get("accuracy");
    }

    /** Returns the first examples of five digits, which become the classes 0 to 4. */
    static Dataset only(Dataset all, int lowest, int count) {
        List<float[]> pictures = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        Batch one = new Batch(1, all.input().size(), all.target());
        for (int i = 0; i < all.size() && labels.size() < count; i++) {
            all.copy(i, one, 0);
            int digit = one.labels()[0];
            if (digit >= lowest && digit < lowest + 5) {
                pictures.add(one.inputs().clone());
                labels.add(digit - lowest);
            }
        }
        return Dataset.ofLabels(
                all.input(),
                pictures.toArray(float[][]::new),
                labels.stream().mapToInt(Integer::intValue).toArray(),
                5);
    }
}
