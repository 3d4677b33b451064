package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;
import java.util.Arrays;

/** The mean of each channel. */
public final class GlobalAveragePoolKernel implements Kernel {
    private final Slice slice;
    private final Workers workers;
    private final Values in;
    private final Values out;
    private final int plane;
    private final Workers.Range forward = this::forwardPlanes;
    private final Workers.Range backward = this::backwardPlanes;

    public GlobalAveragePoolKernel(Slice slice, Workers workers, Values in, Values out) {
        this.slice = slice;
        this.workers = workers;
        this.in = in;
        this.out = out;
        plane = in.features / out.features;
    }

    @Override
    public void forward() {
        workers.run(slice.rows() * out.features, plane, forward);
    }

    @Override
    public void backward() {
        if (in.wantsGradient()) {
            workers.run(slice.rows() * out.features, plane, backward);
        }
    }

    private void forwardPlanes(int worker, int from, int to) {
        for (int i = from; i < to; i++) {
            out.data[i] = (float) (Reduction.sum(in.data, i * plane, plane) / plane);
        }
    }

    private void backwardPlanes(int worker, int from, int to) {
        for (int i = from; i < to; i++) {
            Arrays.fill(in.gradient, i * plane, (i + 1) * plane, out.gradient[i] / plane);
        }
    }
}
