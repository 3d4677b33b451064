package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.engine.random.DropoutNoise;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;

/** Each value times 0 or 1 / (1 − rate) in training; in inference, values stay as they are. */
public final class DropoutKernel implements Kernel {
    private final Slice slice;
    private final Workers workers;
    private final DropoutNoise noise;
    private final Values in;
    private final Values out;
    private final float[] mask;
    private final Workers.Range forward = this::forwardRows;
    private final Workers.Range backward = this::backwardRows;

    public DropoutKernel(
            Slice slice, Workers workers, DropoutNoise noise, Values in, Values out, float[] mask) {
        this.slice = slice;
        this.workers = workers;
        this.noise = noise;
        this.in = in;
        this.out = out;
        this.mask = mask;
    }

    @Override
    public void forward() {
        if (slice.isTraining()) {
            workers.run(slice.rows(), 20L * in.features, forward);
        } else {
            System.arraycopy(in.data, 0, out.data, 0, slice.rows() * in.features);
        }
    }

    @Override
    public void backward() {
        if (in.wantsGradient()) {
            workers.run(slice.rows(), in.features, backward);
        }
    }

    private void forwardRows(int worker, int from, int to) {
        noise.fill(mask, from * in.features, slice.step(), slice.first() + from, to - from);
        for (int i = from * in.features; i < to * in.features; i++) {
            out.data[i] = mask[i] * in.data[i];
        }
    }

    private void backwardRows(int worker, int from, int to) {
        for (int i = from * in.features; i < to * in.features; i++) {
            in.gradient[i] = mask[i] * out.gradient[i];
        }
    }
}
