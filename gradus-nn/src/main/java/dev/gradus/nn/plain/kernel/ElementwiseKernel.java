package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;

/** Applies an activation to all values of a slice. */
public final class ElementwiseKernel implements Kernel {
    private final Slice slice;
    private final Workers workers;
    private final Elementwise function;
    private final Values in;
    private final Values out;
    private final Workers.Range forward = this::forwardRows;
    private final Workers.Range backward = this::backwardRows;

    public ElementwiseKernel(
            Slice slice, Workers workers, Elementwise function, Values in, Values out) {
        this.slice = slice;
        this.workers = workers;
        this.function = function;
        this.in = in;
        this.out = out;
    }

    @Override
    public void forward() {
        workers.run(slice.rows(), operations(), forward);
    }

    @Override
    public void backward() {
        if (in.wantsGradient()) {
            workers.run(slice.rows(), operations(), backward);
        }
    }

    private long operations() {
        return (long) function.operations() * in.features;
    }

    private void forwardRows(int worker, int from, int to) {
        function.forward(in.data, out.data, from * in.features, to * in.features);
    }

    private void backwardRows(int worker, int from, int to) {
        int first = from * in.features;
        int end = to * in.features;
        function.backward(in.data, out.data, out.gradient, in.gradient, first, end);
    }
}
