package dev.gradus.nn.engine.kit;

import dev.gradus.nn.examples.FocalLoss;
import dev.gradus.nn.examples.WeighedSquares;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Losses by the formulas of their Javadoc. */
final class NaiveLoss {
    private NaiveLoss() {}

    static double of(Loss loss, Batch batch, double[][] outputs) {
        return sum(loss, batch, 0, outputs) / weight(loss, batch);
    }

    /** Returns the sum over some examples of a batch, from the first on. */
    static double sum(Loss loss, Batch batch, int first, double[][] outputs) {
        double sum = 0;
        for (int row = 0; row < outputs.length; row++) {
            sum += ofRow(loss, outputs[row], target(batch, first + row, outputs[row].length));
        }
        return sum;
    }

    /** Returns the derivative of that sum by each output. */
    static double[][] slopes(Loss loss, Batch batch, int first, double[][] outputs) {
        double[][] slopes = new double[outputs.length][];
        for (int row = 0; row < outputs.length; row++) {
            double[] target = target(batch, first + row, outputs[row].length);
            slopes[row] = slopesOfRow(loss, outputs[row], target);
        }
        return slopes;
    }

    private static double[] target(Batch batch, int row, int width) {
        double[] target = new double[width];
        for (int i = 0; i < width; i++) {
            target[i] =
                    switch (batch.target()) {
                        case Target.Classes classes -> batch.labels()[row] == i ? 1 : 0;
                        case Target.Values values -> batch.values()[row * width + i];
                    };
        }
        return target;
    }

    /** Returns what the sum over a batch is divided by. */
    static double weight(Loss loss, Batch batch) {
        if (loss instanceof WeighedSquares squares) {
            return IntStream.range(0, batch.size())
                    .mapToDouble(
                            row -> weight(squares, target(batch, row, batch.target().outputs())))
                    .sum();
        }
        return loss instanceof Loss.SoftmaxCrossEntropy entropy && !entropy.classWeights().isEmpty()
                ? IntStream.range(0, batch.size())
                        .mapToDouble(row -> entropy.classWeights().get(batch.labels()[row]))
                        .sum()
                : batch.size();
    }

    private static double weight(WeighedSquares loss, double[] t) {
        return t[0] > 0 ? loss.weight() : 1;
    }

    private static double ofRow(Loss loss, double[] y, double[] t) {
        return switch (loss) {
            case Loss.SoftmaxCrossEntropy entropy -> crossEntropy(entropy, y, t);
            case Loss.Quadratic() -> y.length * mean(y, t, (a, b) -> (a - b) * (a - b) / 2);
            case Loss.MeanSquaredError() -> mean(y, t, (a, b) -> (a - b) * (a - b));
            case Loss.MeanAbsoluteError() -> mean(y, t, (a, b) -> Math.abs(a - b));
            case Loss.BinaryCrossEntropy() ->
                    mean(
                            y,
                            t,
                            (a, b) -> Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))) - a * b);
            case WeighedSquares squares ->
                    weight(squares, t) * y.length * mean(y, t, (a, b) -> (a - b) * (a - b));
            case FocalLoss focal -> focal(focal, y, t);
            case OwnLoss other -> throw new IllegalArgumentException("no formula for " + other);
            case Loss.Huber(double delta) -> mean(y, t, (a, b) -> huber(delta, Math.abs(a - b)));
        };
    }

    private static double[] slopesOfRow(Loss loss, double[] y, double[] t) {
        return switch (loss) {
            case Loss.SoftmaxCrossEntropy entropy -> crossEntropySlopes(entropy, y, t);
            case Loss.Quadratic() -> each(y, t, (a, b) -> a - b);
            case Loss.MeanSquaredError() -> each(y, t, (a, b) -> 2 * (a - b) / y.length);
            case Loss.MeanAbsoluteError() -> each(y, t, (a, b) -> Math.signum(a - b) / y.length);
            case Loss.BinaryCrossEntropy() ->
                    each(y, t, (a, b) -> (1 / (1 + Math.exp(-a)) - b) / y.length);
            case WeighedSquares squares -> each(y, t, (a, b) -> 2 * weight(squares, t) * (a - b));
            case OwnLoss other -> throw new IllegalArgumentException("no formula for " + other);
            case Loss.Huber(double delta) ->
                    each(y, t, (a, b) -> Math.clamp(a - b, -delta, delta) / y.length);
        };
    }

    private static double[] each(double[] y, double[] t, Term term) {
        return IntStream.range(0, y.length).mapToDouble(i -> term.of(y[i], t[i])).toArray();
    }

    /** What one output and its target add to the loss. */
    private interface Term {
        double of(double output, double target);
    }

    private static double mean(double[] y, double[] t, Term term) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += term.of(y[i], t[i]);
        }
        return sum / y.length;
    }

    private static double focal(FocalLoss loss, double[] y, double[] t) {
        double sum = Arrays.stream(y).map(Math::exp).sum();
        double entropy = 0;
        for (int k = 0; k < y.length; k++) {
            double p = Math.exp(y[k]) / sum;
            entropy -= t[k] * loss.alpha() * Math.pow(1 - p, loss.gamma()) * Math.log(p);
        }
        return entropy;
    }

    private static double huber(double delta, double distance) {
        return distance <= delta ? distance * distance / 2 : delta * (distance - delta / 2);
    }

    /** −Σ w_k q_k ln softmax(y)_k: PyTorch weighs each class's share of a smoothed target. */
    private static double crossEntropy(Loss.SoftmaxCrossEntropy loss, double[] y, double[] t) {
        double largest = Arrays.stream(y).max().orElseThrow();
        double sum = Arrays.stream(y).map(value -> Math.exp(value - largest)).sum();
        double entropy = 0;
        for (int k = 0; k < y.length; k++) {
            entropy -= aim(loss, t, k) * (y[k] - largest - Math.log(sum));
        }
        return entropy;
    }

    private static double[] crossEntropySlopes(
            Loss.SoftmaxCrossEntropy loss, double[] y, double[] t) {
        double largest = Arrays.stream(y).max().orElseThrow();
        double sum = Arrays.stream(y).map(value -> Math.exp(value - largest)).sum();
        double aims = IntStream.range(0, y.length).mapToDouble(k -> aim(loss, t, k)).sum();
        return IntStream.range(0, y.length)
                .mapToDouble(k -> aims * Math.exp(y[k] - largest) / sum - aim(loss, t, k))
                .toArray();
    }

    /** Returns w_k q_k. */
    private static double aim(Loss.SoftmaxCrossEntropy loss, double[] t, int k) {
        double share = (1 - loss.labelSmoothing()) * t[k] + loss.labelSmoothing() / t.length;
        return share * (loss.classWeights().isEmpty() ? 1 : loss.classWeights().get(k));
    }
}
