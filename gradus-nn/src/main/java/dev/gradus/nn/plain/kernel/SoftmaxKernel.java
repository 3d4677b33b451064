package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.engine.FloatMath;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;

/** eˣ / Σ eˣ over the values of an example, or over the channels at each place of an image. */
public final class SoftmaxKernel implements Kernel {
    private static final int OPERATIONS = 20;

    private final Slice slice;
    private final Workers workers;
    private final Values in;
    private final Values out;

    /** How many values sum to 1, and how far apart they are in memory. */
    private final int classes;

    private final int places;
    private final Workers.Range forward = this::forwardRows;
    private final Workers.Range backward = this::backwardRows;

    public SoftmaxKernel(Slice slice, Workers workers, Values in, Values out, int places) {
        this.slice = slice;
        this.workers = workers;
        this.in = in;
        this.out = out;
        this.places = places;
        classes = in.features / places;
    }

    @Override
    public void forward() {
        workers.run(slice.rows(), (long) OPERATIONS * in.features, forward);
    }

    @Override
    public void backward() {
        if (in.wantsGradient()) {
            workers.run(slice.rows(), 4L * in.features, backward);
        }
    }

    private void forwardRows(int worker, int from, int to) {
        for (int row = from; row < to; row++) {
            for (int place = 0; place < places; place++) {
                forward(row * in.features + place);
            }
        }
    }

    private void forward(int first) {
        int end = first + in.features;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = first; i < end; i += places) {
            largest = Math.max(largest, in.data[i]);
        }
        double sum = 0;
        for (int i = first; i < end; i += places) {
            float power = FloatMath.exp(in.data[i] - largest);
            out.data[i] = power;
            sum += power;
        }
        float scale = (float) (1 / sum);
        for (int i = first; i < end; i += places) {
            out.data[i] *= scale;
        }
    }

    private void backwardRows(int worker, int from, int to) {
        for (int row = from; row < to; row++) {
            for (int place = 0; place < places; place++) {
                backward(row * in.features + place);
            }
        }
    }

    private void backward(int first) {
        double mean = 0;
        for (int k = 0, i = first; k < classes; k++, i += places) {
            mean += out.data[i] * out.gradient[i];
        }
        for (int k = 0, i = first; k < classes; k++, i += places) {
            in.gradient[i] = out.data[i] * (float) (out.gradient[i] - mean);
        }
    }
}
