package dev.gradus.nn.engine.loss;

import dev.gradus.nn.engine.FloatMath;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;

/** {@link Loss.SoftmaxCrossEntropy}. */
final class SoftmaxCrossEntropyHead implements LossHead {
    private final int classes;
    private final double spread;
    private final double own;
    private final double[] classWeights;
    private final boolean weighted;

    /** The sum of all class weights. */
    private final double totalWeight;

    SoftmaxCrossEntropyHead(Loss.SoftmaxCrossEntropy loss, int classes) {
        this.classes = classes;
        this.spread = loss.labelSmoothing() / classes;
        this.own = 1 - loss.labelSmoothing();
        this.weighted = !loss.classWeights().isEmpty();
        this.classWeights = new double[classes];
        double total = 0;
        for (int k = 0; k < classes; k++) {
            classWeights[k] = weighted ? loss.classWeights().get(k) : 1;
            total += classWeights[k];
        }
        this.totalWeight = total;
    }

    @Override
    public void requireFits(Target target) {
        if (target instanceof Target.Values) {
            throw new IllegalArgumentException(
                    "softmaxCrossEntropy learns classes, but the data has rows of values; use meanSquaredError or binaryCrossEntropy");
        }
        Targets.requireWidth(target, classes);
    }

    @Override
    public double weight(Batch batch) {
        requireFits(batch.target());
        Targets.requireSound(batch);
        if (!weighted) {
            return batch.size();
        }
        int[] labels = batch.labels();
        double sum = 0;
        for (int row = 0; row < batch.size(); row++) {
            sum += classWeights[labels[row]];
        }
        return sum;
    }

    @Override
    public double apply(
            Batch batch, int first, int rows, double weight, float[] outputs, float[] gradient) {
        // With a total weight of 0 there is nothing to learn.
        double share = weight > 0 ? 1 / weight : 0;
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum +=
                    share
                            * row(
                                    batch.labels()[first + row],
                                    share,
                                    row * classes,
                                    outputs,
                                    gradient);
        }
        return sum;
    }

    private double row(int label, double share, int from, float[] outputs, float[] gradient) {
        int to = from + classes;
        float largest = largest(from, to, outputs);
        double exponentials = 0;
        for (int i = from; i < to; i++) {
            double exponential = FloatMath.exponential((double) outputs[i] - largest);
            gradient[i] = (float) exponential;
            exponentials += exponential;
        }
        double logSum = largest + StrictMath.log(exponentials);
        double aims = own * classWeights[label] + spread * totalWeight;
        double loss = 0;
        for (int i = from; i < to; i++) {
            int k = i - from;
            double aim = classWeights[k] * (spread + (k == label ? own : 0));
            loss += aim == 0 ? 0 : aim * (logSum - outputs[i]);
            gradient[i] = (float) (share * (aims * gradient[i] / exponentials - aim));
        }
        return loss;
    }

    private static float largest(int from, int to, float[] outputs) {
        float largest = outputs[from];
        for (int i = from + 1; i < to; i++) {
            largest = Math.max(largest, outputs[i]);
        }
        return largest;
    }
}
