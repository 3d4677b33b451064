package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Loss;
import dev.gradus.nn.Target;
import java.util.Arrays;

/** Losses by the formulas of their Javadoc. */
final class NaiveLoss {
    private NaiveLoss() {}

    static double of(Loss loss, Batch batch, double[][] outputs) {
        double sum = 0;
        double weight = 0;
        for (int row = 0; row < outputs.length; row++) {
            double[] target = target(batch, row, outputs[row].length);
            sum += ofRow(loss, outputs[row], target);
            weight += weight(loss, batch, row);
        }
        return sum / weight;
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

    private static double weight(Loss loss, Batch batch, int row) {
        return loss instanceof Loss.SoftmaxCrossEntropy entropy && !entropy.classWeights().isEmpty()
                ? entropy.classWeights().get(batch.labels()[row])
                : 1;
    }

    private static double ofRow(Loss loss, double[] y, double[] t) {
        return switch (loss) {
            case Loss.SoftmaxCrossEntropy entropy -> crossEntropy(entropy, y, t);
            case Loss.Quadratic() -> y.length * mean(y, t, (a, b) -> (a - b) * (a - b) / 2);
            case Loss.MeanSquaredError() -> mean(y, t, (a, b) -> (a - b) * (a - b));
            case Loss.MeanAbsoluteError() -> mean(y, t, (a, b) -> Math.abs(a - b));
            case Loss.BinaryCrossEntropy() ->
                    mean(y, t, (a, b) -> Math.log(1 + Math.exp(a)) - a * b);
            case Loss.Huber(double delta) -> mean(y, t, (a, b) -> huber(delta, Math.abs(a - b)));
        };
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

    private static double huber(double delta, double distance) {
        return distance <= delta ? distance * distance / 2 : delta * (distance - delta / 2);
    }

    /** −Σ w_k q_k ln softmax(y)_k: PyTorch weighs each class's share of a smoothed target. */
    private static double crossEntropy(Loss.SoftmaxCrossEntropy loss, double[] y, double[] t) {
        double sum = Arrays.stream(y).map(Math::exp).sum();
        double entropy = 0;
        for (int k = 0; k < y.length; k++) {
            double share = (1 - loss.labelSmoothing()) * t[k] + loss.labelSmoothing() / y.length;
            double weight = loss.classWeights().isEmpty() ? 1 : loss.classWeights().get(k);
            entropy -= weight * share * (y[k] - Math.log(sum));
        }
        return entropy;
    }
}
