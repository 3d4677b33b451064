package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;

/**
 * Rounds the values between two layers, and their gradient, to bfloat16, as a backend that stores
 * them so does.
 */
public final class RoundingKernel implements Kernel {
    private final Slice slice;
    private final Workers workers;
    private final Values values;
    private final Workers.Range forward = this::forwardRows;
    private final Workers.Range backward = this::backwardRows;

    public RoundingKernel(Slice slice, Workers workers, Values values) {
        this.slice = slice;
        this.workers = workers;
        this.values = values;
    }

    @Override
    public void forward() {
        workers.run(slice.rows(), values.features, forward);
    }

    @Override
    public void backward() {
        if (values.wantsGradient()) {
            workers.run(slice.rows(), values.features, backward);
        }
    }

    private void forwardRows(int worker, int from, int to) {
        round(values.data, from, to);
    }

    private void backwardRows(int worker, int from, int to) {
        round(values.gradient, from, to);
    }

    private void round(float[] rows, int from, int to) {
        Bfloat16.round(rows, rows, from * values.features, to * values.features);
    }
}
