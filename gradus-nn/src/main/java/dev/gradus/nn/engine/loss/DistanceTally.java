package dev.gradus.nn.engine.loss;

import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;

/** The mean distance of outputs from targets, absolute or squared. */
final class DistanceTally implements Tally {
    private final boolean squared;
    private final int width;
    private double sum;
    private long outputs;

    DistanceTally(Metric metric, int width) {
        this.squared = metric instanceof Metric.RootMeanSquaredError;
        this.width = width;
    }

    @Override
    public void requireFits(Target target) {
        Targets.requireWidth(target, width);
    }

    @Override
    public void add(Batch batch, float[] outputs) {
        requireFits(batch.target());
        Targets.requireSound(batch);
        for (int row = 0; row < batch.size(); row++) {
            for (int column = 0; column < width; column++) {
                double distance =
                        outputs[row * width + column] - Targets.at(batch, row, column, width);
                sum += squared ? distance * distance : Math.abs(distance);
            }
        }
        this.outputs += (long) batch.size() * width;
    }

    @Override
    public double value() {
        double mean = sum / outputs;
        return squared ? Math.sqrt(mean) : mean;
    }

    @Override
    public void reset() {
        sum = 0;
        outputs = 0;
    }
}
