package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;

/** The sum of two values. */
public final class SumKernel implements Kernel {
    private final Slice slice;
    private final Values first;
    private final Values second;
    private final Values out;

    public SumKernel(Slice slice, Values first, Values second, Values out) {
        this.slice = slice;
        this.first = first;
        this.second = second;
        this.out = out;
    }

    @Override
    public void forward() {
        for (int i = 0; i < count(); i++) {
            out.data[i] = first.data[i] + second.data[i];
        }
    }

    @Override
    public void backward() {
        pass(first);
        pass(second);
    }

    private void pass(Values in) {
        if (in.wantsGradient()) {
            System.arraycopy(out.gradient, 0, in.gradient, 0, count());
        }
    }

    private int count() {
        return slice.rows() * out.features;
    }
}
