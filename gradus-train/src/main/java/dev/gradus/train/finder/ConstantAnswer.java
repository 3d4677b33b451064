package dev.gradus.train.finder;

import dev.gradus.data.Dataset;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.train.batch.BatchReader;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * The best answer that ignores the inputs. A network that does not get below its loss has not
 * learned how targets depend on inputs.
 */
public final class ConstantAnswer {
    private static final int LOOKED_AT = 4096;

    private ConstantAnswer() {}

    /**
     * {@return its loss over a data set, or over 4,096 of its examples at equal distances; empty
     * for a loss of the user's own}
     *
     * <p>For classes of shares p that is Σ −p ln p, for values the mean of (t − mean)², and so on;
     * the better of mean and median approximates the best constant of a Huber loss.
     *
     * @param loss the loss to minimize
     * @param data the examples
     */
    public static OptionalDouble loss(Loss loss, Dataset data) {
        double[][] columns = columns(data);
        return switch (loss) {
            case Loss.SoftmaxCrossEntropy entropy ->
                    OptionalDouble.of(
                            crossEntropy(
                                    Arrays.stream(columns)
                                            .mapToDouble(ConstantAnswer::mean)
                                            .toArray(),
                                    entropy));
            case Loss.BinaryCrossEntropy() -> mean(columns, ConstantAnswer::binaryCrossEntropy);
            case Loss.MeanSquaredError() -> mean(columns, (c, t) -> (c - t) * (c - t));
            case Loss.MeanAbsoluteError() -> mean(columns, (c, t) -> Math.abs(c - t));
            case Loss.Huber(double delta) -> mean(columns, (c, t) -> huber(Math.abs(c - t), delta));
            case Loss.Quadratic() -> {
                double mean = mean(columns, (c, t) -> (c - t) * (c - t) / 2).orElseThrow();
                yield OptionalDouble.of(mean * columns.length);
            }
            case OwnLoss _ -> OptionalDouble.empty();
        };
    }

    /** Returns the targets, output by output; a class is 1 at its own place and 0 elsewhere. */
    private static double[][] columns(Dataset data) {
        int looks = Math.min(data.size(), LOOKED_AT);
        var batch = new Batch(1, data.input().size(), data.target());
        var reader = new BatchReader(data);
        double[][] columns = new double[data.target().outputs()][looks];
        for (int look = 0; look < looks; look++) {
            reader.read((int) ((long) look * data.size() / looks), 1, batch);
            switch (data.target()) {
                case Target.Classes _ -> columns[batch.labels()[0]][look] = 1;
                case Target.Values(int width) -> {
                    for (int column = 0; column < width; column++) {
                        columns[column][look] = batch.values()[column];
                    }
                }
            }
        }
        return columns;
    }

    /** Returns the mean over outputs of the loss of the better of mean and median. */
    private static OptionalDouble mean(double[][] columns, DoubleBinaryOperator loss) {
        return Arrays.stream(columns)
                .mapToDouble(targets ->
                        Math.min(
                                meanLoss(targets, mean(targets), loss),
                                meanLoss(targets, median(targets), loss)))
                .average();
    }

    private static double meanLoss(double[] targets, double answer, DoubleBinaryOperator loss) {
        return Arrays.stream(targets)
                .map(target -> loss.applyAsDouble(answer, target))
                .average()
                .orElseThrow();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double median(double[] values) {
        return Arrays.stream(values).sorted().skip(values.length / 2).findFirst().orElseThrow();
    }

    /**
     * The smallest of Σ_k a_k (−ln s_k) over probabilities s, which is at s_k = a_k / Σ a, where
     * a_k is the share of the targets, smoothed and weighted, of class k.
     */
    private static double crossEntropy(double[] shares, Loss.SoftmaxCrossEntropy loss) {
        List<Double> weights = loss.classWeights();
        double everywhere = loss.labelSmoothing() / shares.length;
        double[] falls =
                IntStream.range(0, shares.length)
                        .mapToDouble(k ->
                                weight(weights, k)
                                        * (shares[k] * (1 - loss.labelSmoothing()) + everywhere))
                        .toArray();
        double all = Arrays.stream(falls).sum();
        double weighted =
                IntStream.range(0, shares.length)
                        .mapToDouble(k -> weight(weights, k) * shares[k])
                        .sum();
        return Arrays.stream(falls)
                        .filter(fall -> fall > 0)
                        .map(fall -> -fall * Math.log(fall / all))
                        .sum()
                / weighted;
    }

    private static double weight(List<Double> weights, int k) {
        return weights.isEmpty() ? 1 : weights.get(k);
    }

    private static double binaryCrossEntropy(double probability, double target) {
        return -xLogY(target, probability) - xLogY(1 - target, 1 - probability);
    }

    private static double xLogY(double x, double y) {
        return x == 0 ? 0 : x * Math.log(y);
    }

    private static double huber(double distance, double delta) {
        return distance <= delta ? distance * distance / 2 : delta * (distance - delta / 2);
    }
}
