package dev.gradus.onednn;

import dev.gradus.nn.Layer.BatchNorm;
import dev.gradus.nn.Node;
import dev.gradus.onednn.binding.Descriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Moves the running statistics of one batch normalization towards those of the last batch: running ← (1 − momentum) ·
 * running + momentum · batch, the variance with n / (n − 1) for the n values it was measured from.
 */
final class RunningStatistics {
    private final int channels;
    private final float momentum;
    private final float correction;
    private final MemorySegment batchMean;
    private final MemorySegment batchVariance;
    private final MemorySegment runningMean;
    private final MemorySegment runningVariance;

    /** Takes note of what a plan measures. */
    @FunctionalInterface
    interface Collector {
        /**
         * @param mean the mean of each channel, once the forward pass has run
         * @param variance its biased variance
         * @param source the values they are measured from
         */
        void add(Node node, BatchNorm norm, Tensor mean, Tensor variance, Descriptor source);
    }

    RunningStatistics(
            int channels,
            long count,
            double momentum,
            Native batch,
            Native running) {
        this.channels = channels;
        this.momentum = (float) momentum;
        this.correction = count > 1 ? (float) count / (count - 1) : 1;
        this.batchMean = batch.mean();
        this.batchVariance = batch.variance();
        this.runningMean = running.mean();
        this.runningVariance = running.variance();
    }

    /** A mean and a variance for each channel, in native memory. */
    record Native(MemorySegment mean, MemorySegment variance) {}

    /** Takes one batch into account. */
    void update() {
        for (int c = 0; c < channels; c++) {
            move(runningMean, c, batchMean.getAtIndex(ValueLayout.JAVA_FLOAT, c));
            move(
                    runningVariance,
                    c,
                    correction * batchVariance.getAtIndex(ValueLayout.JAVA_FLOAT, c));
        }
    }

    private void move(MemorySegment running, int channel, float measured) {
        float last = running.getAtIndex(ValueLayout.JAVA_FLOAT, channel);
        running.setAtIndex(
                ValueLayout.JAVA_FLOAT, channel, (1 - momentum) * last + momentum * measured);
    }
}
