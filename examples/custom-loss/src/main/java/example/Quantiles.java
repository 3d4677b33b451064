package example;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.nn.Network;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.Trainer;
import java.util.Random;

/**
 * Predicts how long a delivery takes in nine of ten cases, instead of on average.
 *
 * <p>Run it in a checkout of Gradus, as {@code examples/README.md} says:
 *
 * <pre>{@code ./mvnw -q -f examples/custom-loss compile exec:exec}</pre>
 */
public final class Quantiles {
    private Quantiles() {}

    public static void main(String[] arguments) {
        Model model = train(deliveries(2000, 1), 0.9);
        for (float distance : new float[] {0.1f, 0.5f, 1}) {
            float[] hours = model.predict(new float[] {distance});
            System.out.printf("distance %.1f: %.2f hours at most, in nine of ten cases%n", distance, hours[0]);
        }
    }

    static Model train(Dataset deliveries, double quantile) {
        Network network = Network.parse(Shape.vector(1), "dense(16) tanh dense(1)");
        return Trainer.of(network, new QuantileLoss(quantile))
                .optimizer(Optimizers.adam())
                .learningRate(Schedules.cosine(0.02))
                .batchSize(50)
                .epochs(40)
                .seed(1)
                .fit(deliveries)
                .model();
    }

    /** Hours that grow with the distance, with delays that grow as well. */
    static Dataset deliveries(int count, long seed) {
        Random random = new Random(seed);
        float[][] distances = new float[count][1];
        float[][] hours = new float[count][1];
        for (int i = 0; i < count; i++) {
            distances[i][0] = random.nextFloat();
            hours[i][0] = distances[i][0] * (float) (1 + random.nextExponential());
        }
        return Dataset.ofValues(Shape.vector(1), distances, hours);
    }
}
