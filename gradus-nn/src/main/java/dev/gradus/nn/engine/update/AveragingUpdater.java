package dev.gradus.nn.engine.update;

/**
 * The updates of another updater, and a running average of the weights in one more slot: average ←
 * average + share · (weights − average).
 */
final class AveragingUpdater implements Updater {
    private final Updater updates;

    /** The number of the slot, kept because asking for it may allocate. */
    private final int slot;

    private float share;

    AveragingUpdater(Updater updates) {
        this.updates = updates;
        slot = updates.slots();
    }

    @Override
    public int slots() {
        return slot + 1;
    }

    @Override
    public double[] numbers() {
        return updates.numbers();
    }

    @Override
    public double rateFactor() {
        return updates.rateFactor();
    }

    @Override
    public int passes() {
        return updates.passes();
    }

    @Override
    public void beginPass(int pass) {
        updates.beginPass(pass);
    }

    @Override
    public void averageShare(double share) {
        this.share = (float) share;
    }

    @Override
    public void begin(
            long update,
            double learningRate,
            double momentum,
            double weightDecay,
            double gradientScale) {
        updates.begin(update, learningRate, momentum, weightDecay, gradientScale);
    }

    @Override
    public void apply(
            int pass,
            int parameter,
            int block,
            int offset,
            int length,
            float[] weights,
            float[] gradient,
            float[][] slots) {
        updates.apply(pass, parameter, block, offset, length, weights, gradient, slots);
        if (pass == passes() - 1 && share > 0) {
            average(slots[slot], offset, offset + length, weights);
        }
    }

    private void average(float[] average, int from, int to, float[] weights) {
        if (share == 1) {
            System.arraycopy(weights, from, average, from, to - from);
            return;
        }
        for (int i = from; i < to; i++) {
            average[i] += share * (weights[i] - average[i]);
        }
    }

    @Override
    public void clip(int offset, int length, float[] gradient) {
        updates.clip(offset, length, gradient);
    }
}
