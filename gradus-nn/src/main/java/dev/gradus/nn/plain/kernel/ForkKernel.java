package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;
import java.util.List;

/** Adds up the gradients of all readers of the same values. */
public final class ForkKernel implements Kernel {
    private final Slice slice;
    private final Values values;
    private final Values[] readers;

    public ForkKernel(Slice slice, Values values, List<Values> readers) {
        this.slice = slice;
        this.values = values;
        this.readers = readers.toArray(Values[]::new);
    }

    /** The readers share the values. */
    @Override
    public void forward() {}

    @Override
    public void backward() {
        float[] sum = values.gradient;
        for (int i = 0; i < slice.rows() * values.features; i++) {
            float total = readers[0].gradient[i];
            for (int reader = 1; reader < readers.length; reader++) {
                total += readers[reader].gradient[i];
            }
            sum[i] = total;
        }
    }
}
