package dev.gradus.onednn.plan;

import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.memory.NativeTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Updates the running statistics of one batch normalization with those of the last batch: running ←
 * (1 − momentum) · running + momentum · batch, the variance times n / (n − 1) for the n values it
 * was computed from.
 */
public final class RunningStatistics {
    private final int channels;
    private final double momentum;
    private final double correction;
    private final MemorySegment batchMean;
    private final MemorySegment batchVariance;
    private final MemorySegment runningMean;
    private final MemorySegment runningVariance;

    /** Collects the statistics that a plan computes. */
    @FunctionalInterface
    public interface Collector {
        /**
         * Adds one batch normalization.
         *
         * @param mean the mean of each channel, once the forward pass has run
         * @param variance its biased variance
         * @param source the values they are computed from
         */
        void add(
                Node node,
                BatchNorm norm,
                NativeTensor mean,
                NativeTensor variance,
                Descriptor source);
    }

    /**
     * Prepares one batch normalization.
     *
     * @param count how many values of each channel a batch has
     */
    public RunningStatistics(
            double momentum,
            long count,
            MemorySegment batchMean,
            MemorySegment batchVariance,
            MemorySegment runningMean,
            MemorySegment runningVariance) {
        this.channels = (int) (runningMean.byteSize() / Float.BYTES);
        this.momentum = momentum;
        this.correction = count > 1 ? (double) count / (count - 1) : 1;
        this.batchMean = batchMean;
        this.batchVariance = batchVariance;
        this.runningMean = runningMean;
        this.runningVariance = runningVariance;
    }

    /** Updates the running statistics with one batch. */
    void update() {
        for (int c = 0; c < channels; c++) {
            move(runningMean, c, batchMean.getAtIndex(ValueLayout.JAVA_FLOAT, c));
            move(
                    runningVariance,
                    c,
                    correction * batchVariance.getAtIndex(ValueLayout.JAVA_FLOAT, c));
        }
    }

    private void move(MemorySegment running, int channel, double measured) {
        float last = running.getAtIndex(ValueLayout.JAVA_FLOAT, channel);
        float next = (float) (last + momentum * (measured - last));
        running.setAtIndex(ValueLayout.JAVA_FLOAT, channel, next);
    }
}
