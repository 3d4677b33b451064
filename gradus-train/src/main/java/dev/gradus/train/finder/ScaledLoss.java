package dev.gradus.train.finder;

import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;

/**
 * The cross-entropy of outputs o / t at the temperature t that makes it smallest: min over t of
 * mean(ln Σ_k exp(o_k / t) − o_label / t).
 *
 * <p>A network that has memorized its examples is overconfident, and its loss on others rises
 * although it classifies them better and better. The temperature removes this effect, so that this
 * loss ranks networks as their accuracy does, with less noise. Guo et al. 2017, "On calibration of
 * modern neural networks".
 */
public final class ScaledLoss {
    /** Its name among what is measured. */
    public static final String NAME = "scaledLoss";

    /**
     * Temperatures from 1/32 to a million, as powers of two: wrong predictions can be very
     * confident.
     */
    private static final double COLDEST = -5;

    private static final double HOTTEST = 20;

    private static final int HALVINGS = 40;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final int classes;
    private final float[] outputs;
    private final int[] labels;
    private int size;

    /**
     * Makes room.
     *
     * @param examples how many examples will be looked at
     * @param classes how many outputs each has
     */
    public ScaledLoss(int examples, int classes) {
        this.classes = classes;
        outputs = new float[Math.multiplyExact(examples, classes)];
        labels = new int[examples];
    }

    /**
     * {@return whether this judges a network trained with a loss better than the loss itself}
     *
     * @param loss the loss that training minimizes
     */
    public static boolean suits(Loss loss) {
        return loss instanceof Loss.SoftmaxCrossEntropy entropy && entropy.classWeights().isEmpty();
    }

    /**
     * Remembers the outputs of a batch.
     *
     * @param batch the examples
     * @param rows a row of outputs for each
     */
    public void on(Batch batch, float[] rows) {
        System.arraycopy(rows, 0, outputs, size * classes, batch.size() * classes);
        System.arraycopy(batch.labels(), 0, labels, size, batch.size());
        size += batch.size();
    }

    /**
     * {@return the smallest loss of any temperature} The loss is convex in 1 / t, so a
     * golden-section search finds it.
     */
    public double value() {
        double low = COLDEST;
        double high = HOTTEST;
        for (int i = 0; i < HALVINGS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (loss(left) <= loss(right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return loss((low + high) / 2);
    }

    private double loss(double power) {
        double scale = Math.pow(2, -power);
        double sum = 0;
        for (int row = 0; row < size; row++) {
            sum += loss(row * classes, labels[row], scale);
        }
        return sum / size;
    }

    private double loss(int first, int label, double scale) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            largest = Math.max(largest, scale * outputs[first + k]);
        }
        double exponentials = 0;
        for (int k = 0; k < classes; k++) {
            exponentials += Math.exp(scale * outputs[first + k] - largest);
        }
        return largest + Math.log(exponentials) - scale * outputs[first + label];
    }
}
