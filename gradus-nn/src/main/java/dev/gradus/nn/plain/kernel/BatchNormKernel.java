package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.plain.memory.Setting;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Store;
import dev.gradus.nn.plain.memory.Trained;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;

/**
 * Each channel shifted and scaled to the mean 0 and variance 1 that it has over the slice; with its
 * running statistics, which stay as they are, in inference and where the layer is frozen.
 */
public final class BatchNormKernel implements Kernel {
    private final Slice slice;
    private final Workers workers;
    private final BatchNorm layer;
    private final boolean frozen;
    private final Values in;
    private final Values out;
    private final Trained scale;
    private final Trained shift;
    private final float[] runningMean;
    private final float[] runningVariance;

    /** The mean and the deviation of each channel over the slice. */
    private final double[] means;

    private final double[] deviations;
    private final int channels;
    private final int plane;
    private final Workers.Range measure = this::measureChannels;
    private final Workers.Range recall = this::recallChannels;
    private final Workers.Range backward = this::backwardChannels;

    public BatchNormKernel(Setting setting, Node node, BatchNorm layer, Values in, Values out) {
        slice = setting.slice();
        workers = setting.workers();
        this.layer = layer;
        frozen = setting.frozen().test(node);
        this.in = in;
        this.out = out;
        Store store = setting.store();
        scale = store.of(node.parameters().get(0));
        shift = store.of(node.parameters().get(1));
        runningMean = store.of(node.statistics().get(0));
        runningVariance = store.of(node.statistics().get(1));
        channels = runningMean.length;
        plane = in.features / channels;
        means = setting.memory().doubles(channels);
        deviations = setting.memory().doubles(channels);
    }

    @Override
    public void forward() {
        workers.run(channels, 4L * count(), measures() ? measure : recall);
    }

    @Override
    public void backward() {
        workers.run(channels, 6L * count(), backward);
    }

    private boolean measures() {
        return slice.isTraining() && !frozen;
    }

    private int count() {
        return slice.rows() * plane;
    }

    private int start(int row, int channel) {
        return row * in.features + channel * plane;
    }

    private void measureChannels(int worker, int from, int to) {
        for (int channel = from; channel < to; channel++) {
            double mean = mean(channel);
            double squares = squares(channel, mean);
            means[channel] = mean;
            deviations[channel] = Math.sqrt(squares / count() + layer.epsilon());
            // A single value has no unbiased variance; it counts as 0.
            double unbiased = squares / Math.max(1, count() - 1);
            runningMean[channel] = moved(runningMean[channel], mean);
            runningVariance[channel] = moved(runningVariance[channel], unbiased);
            normalize(channel);
        }
    }

    private float moved(float running, double newest) {
        return (float) (running + layer.momentum() * (newest - running));
    }

    private void recallChannels(int worker, int from, int to) {
        for (int channel = from; channel < to; channel++) {
            means[channel] = runningMean[channel];
            deviations[channel] = Math.sqrt(runningVariance[channel] + layer.epsilon());
            normalize(channel);
        }
    }

    private double mean(int channel) {
        double sum = 0;
        for (int row = 0; row < slice.rows(); row++) {
            sum += Reduction.sum(in.data, start(row, channel), plane);
        }
        return sum / count();
    }

    private double squares(int channel, double mean) {
        double sum = 0;
        for (int row = 0; row < slice.rows(); row++) {
            sum += Reduction.squares(in.data, start(row, channel), plane, mean);
        }
        return sum;
    }

    private void normalize(int channel) {
        float mean = (float) means[channel];
        float factor = (float) (scale.values[channel] / deviations[channel]);
        float summand = shift.values[channel];
        for (int row = 0; row < slice.rows(); row++) {
            int start = start(row, channel);
            for (int i = start; i < start + plane; i++) {
                out.data[i] = (in.data[i] - mean) * factor + summand;
            }
        }
    }

    private void backwardChannels(int worker, int from, int to) {
        for (int channel = from; channel < to; channel++) {
            double sum = 0;
            double products = 0;
            for (int row = 0; row < slice.rows(); row++) {
                int start = start(row, channel);
                sum += Reduction.sum(out.gradient, start, plane);
                products += Reduction.products(out.gradient, in.data, start, plane, means[channel]);
            }
            double byScale = products / deviations[channel];
            shift.gradient[channel] += (float) sum;
            scale.gradient[channel] += (float) byScale;
            if (in.wantsGradient()) {
                backwardChannel(
                        channel, frozen ? 0 : sum / count(), frozen ? 0 : byScale / count());
            }
        }
    }

    /**
     * dx = scale / deviation · (dy − mean(dy) − x̂ · mean(dy · x̂)); the two means come from the
     * batch's statistics; with running ones, which do not depend on x, they are 0.
     */
    private void backwardChannel(int channel, double meanGradient, double meanProduct) {
        float mean = (float) means[channel];
        float level = (float) meanGradient;
        float slope = (float) (meanProduct / deviations[channel]);
        float factor = (float) (scale.values[channel] / deviations[channel]);
        for (int row = 0; row < slice.rows(); row++) {
            int start = start(row, channel);
            for (int i = start; i < start + plane; i++) {
                float centered = in.data[i] - mean;
                in.gradient[i] = factor * (out.gradient[i] - level - centered * slope);
            }
        }
    }
}
