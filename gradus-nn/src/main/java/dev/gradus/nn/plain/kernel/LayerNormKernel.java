package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.memory.ArrayMemory;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Trained;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;

/** Each example shifted and scaled to mean 0 and variance 1 over its own values. */
public final class LayerNormKernel implements Kernel {
    private final Slice slice;
    private final Workers workers;
    private final double epsilon;
    private final Values in;
    private final Values out;
    private final Trained scale;
    private final Trained shift;

    /** The mean and the deviation of each example. */
    private final float[] means;

    private final float[] deviations;
    private final Workers.Range forward = this::forwardRows;
    private final Workers.Range backwardToParameters = this::backwardFeatures;
    private final Workers.Range backwardToInput = this::backwardRows;

    public LayerNormKernel(
            Slice slice,
            Workers workers,
            ArrayMemory memory,
            double epsilon,
            Values in,
            Values out,
            Trained scale,
            Trained shift) {
        this.slice = slice;
        this.workers = workers;
        this.epsilon = epsilon;
        this.in = in;
        this.out = out;
        this.scale = scale;
        this.shift = shift;
        means = memory.floats(memory.sliceSize());
        deviations = memory.floats(memory.sliceSize());
    }

    @Override
    public void forward() {
        workers.run(slice.rows(), 4L * in.features, forward);
    }

    @Override
    public void backward() {
        workers.run(in.features, 4L * slice.rows(), backwardToParameters);
        if (in.wantsGradient()) {
            workers.run(slice.rows(), 6L * in.features, backwardToInput);
        }
    }

    private void forwardRows(int worker, int from, int to) {
        int features = in.features;
        for (int row = from; row < to; row++) {
            int start = row * features;
            double mean = Reduction.sum(in.data, start, features) / features;
            double variance = Reduction.squares(in.data, start, features, mean) / features;
            means[row] = (float) mean;
            deviations[row] = (float) Math.sqrt(variance + epsilon);
            for (int j = 0; j < features; j++) {
                out.data[start + j] =
                        normalized(row, start + j) * scale.values[j] + shift.values[j];
            }
        }
    }

    private float normalized(int row, int place) {
        return (in.data[place] - means[row]) / deviations[row];
    }

    private void backwardFeatures(int worker, int from, int to) {
        for (int row = 0; row < slice.rows(); row++) {
            int start = row * in.features;
            for (int j = from; j < to; j++) {
                float gradient = out.gradient[start + j];
                shift.gradient[j] += gradient;
                scale.gradient[j] += gradient * normalized(row, start + j);
            }
        }
    }

    /** dx = (dx̂ − mean(dx̂) − x̂ · mean(dx̂ · x̂)) / deviation, with dx̂ = dy · scale. */
    private void backwardRows(int worker, int from, int to) {
        int features = in.features;
        for (int row = from; row < to; row++) {
            int start = row * features;
            double sum = 0;
            double products = 0;
            for (int j = 0; j < features; j++) {
                float gradient = out.gradient[start + j] * scale.values[j];
                sum += gradient;
                products += gradient * normalized(row, start + j);
            }
            float level = (float) (sum / features);
            float slope = (float) (products / features);
            for (int j = 0; j < features; j++) {
                float gradient = out.gradient[start + j] * scale.values[j];
                in.gradient[start + j] =
                        (gradient - level - normalized(row, start + j) * slope) / deviations[row];
            }
        }
    }
}
