package dev.gradus.nn.engine.loss;

import dev.gradus.nn.engine.FloatMath;
import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;

/** {@link Loss.SoftmaxCrossEntropy}. */
final class SoftmaxCrossEntropyHead implements LossHead {
    /** Fewer outputs than this are computed sooner than another thread begins. */
    private static final int WORTH_SHARING = 1 << 14;

    private final Loss.SoftmaxCrossEntropy loss;
    private final int classes;
    private final Team team;
    private final Team.Task computePart = this::computePart;
    private final double spread;
    private final double own;
    private final double[] classWeights;
    private final boolean weighted;

    /** What each class is aimed at by the examples of all others: its share of the smoothing. */
    private final double[] background;

    /** The sum of all class weights. */
    private final double totalWeight;

    // The rows that are being computed.
    private int[] labels = {};
    private int first;
    private int rows;
    private int parts;
    private double share;
    private float[] outputs = {};
    private float[] gradient = {};
    private double[] losses = {};

    SoftmaxCrossEntropyHead(Loss.SoftmaxCrossEntropy loss, int classes, Team team) {
        this.loss = loss;
        this.classes = classes;
        this.team = team;
        this.spread = loss.labelSmoothing() / classes;
        this.own = 1 - loss.labelSmoothing();
        this.weighted = !loss.classWeights().isEmpty();
        this.classWeights = new double[classes];
        this.background = new double[classes];
        double total = 0;
        for (int k = 0; k < classes; k++) {
            classWeights[k] = weighted ? loss.classWeights().get(k) : 1;
            background[k] = classWeights[k] * spread;
            total += classWeights[k];
        }
        this.totalWeight = total;
    }

    @Override
    public LossHead sharedBy(Team threads) {
        return new SoftmaxCrossEntropyHead(loss, classes, threads);
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

    /** The rows' losses are added in their order, whichever thread computed them. */
    @Override
    public double apply(
            Batch batch, int first, int rows, double weight, float[] outputs, float[] gradient) {
        this.labels = batch.labels();
        this.first = first;
        this.rows = rows;
        // With a total weight of 0 there is nothing to learn.
        this.share = weight > 0 ? 1 / weight : 0;
        this.outputs = outputs;
        this.gradient = gradient;
        if (losses.length < rows) {
            losses = new double[rows];
        }
        parts = (long) rows * classes < WORTH_SHARING ? 1 : Math.min(rows, team.threads());
        team.run(parts, computePart);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += losses[row];
        }
        return sum;
    }

    private void computePart(int part) {
        int end = Division.begin(rows, part + 1, parts);
        for (int row = Division.begin(rows, part, parts); row < end; row++) {
            losses[row] = share * computeRow(labels[first + row], row * classes);
        }
    }

    private double computeRow(int label, int from) {
        int to = from + classes;
        float largest = largest(from, to, outputs);
        double exponentials = 0;
        for (int i = from; i < to; i++) {
            double exponential = FloatMath.exponential((double) outputs[i] - largest);
            gradient[i] = (float) exponential;
            exponentials += exponential;
        }
        double aims = own * classWeights[label] + spread * totalWeight;
        double aim = classWeights[label] * (spread + own);
        double predicted = aims * gradient[from + label] / exponentials;
        for (int i = from; i < to; i++) {
            gradient[i] =
                    (float) (share * (aims * gradient[i] / exponentials - background[i - from]));
        }
        gradient[from + label] = (float) (share * (predicted - aim));
        return rowLoss(label, aim, from, largest + StrictMath.log(exponentials));
    }

    /** Returns the sum over the classes of what each is aimed at, times −ln of its probability. */
    private double rowLoss(int label, double aim, int from, double logSum) {
        boolean isSmoothed = spread > 0;
        int end = isSmoothed ? classes : label + 1;
        double sum = 0;
        for (int k = isSmoothed ? 0 : label; k < end; k++) {
            double each = k == label ? aim : background[k];
            sum += each == 0 ? 0 : each * (logSum - outputs[from + k]);
        }
        return sum;
    }

    private static float largest(int from, int to, float[] outputs) {
        float largest = outputs[from];
        for (int i = from + 1; i < to; i++) {
            largest = Math.max(largest, outputs[i]);
        }
        return largest;
    }
}
