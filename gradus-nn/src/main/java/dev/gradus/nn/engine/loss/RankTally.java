package dev.gradus.nn.engine.loss;

import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;

/** Counts the examples whose class has one of the largest outputs. */
final class RankTally implements Tally {
    private final Metric metric;
    private final int count;
    private final int width;
    private long right;
    private long examples;

    RankTally(Metric metric, int count, int width) {
        this.metric = metric;
        this.count = count;
        this.width = width;
    }

    @Override
    public void requireFits(Target target) {
        if (!(target instanceof Target.Classes)) {
            throw new IllegalArgumentException(
                    "%s is for classes, but the data has rows of values; use meanAbsoluteError or rSquared"
                            .formatted(metric));
        }
        Targets.requireWidth(target, width);
        if (count >= width) {
            throw new IllegalArgumentException(
                    Text.of("%s is always 1 with %d classes; take fewer", metric, width));
        }
    }

    @Override
    public void add(Batch batch, float[] outputs) {
        requireFits(batch.target());
        Targets.requireSound(batch);
        for (int row = 0; row < batch.size(); row++) {
            if (rank(row * width, batch.labels()[row], outputs) < count) {
                right++;
            }
        }
        examples += batch.size();
    }

    /** Returns how many outputs rank before that of the class; NaN ranks before all. */
    private int rank(int from, int label, float[] outputs) {
        float own = outputs[from + label];
        int before = 0;
        for (int k = 0; k < width; k++) {
            float other = outputs[from + k];
            boolean behind = other < own || (other == own && k >= label);
            before += behind ? 0 : 1;
        }
        return before;
    }

    @Override
    public double value() {
        return (double) right / examples;
    }

    @Override
    public void reset() {
        right = 0;
        examples = 0;
    }
}
