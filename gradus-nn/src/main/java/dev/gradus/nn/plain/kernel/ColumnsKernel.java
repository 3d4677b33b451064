package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;

/** Copies one input of a network out of the row of all inputs. */
public final class ColumnsKernel implements Kernel {
    private final Columns columns;

    public ColumnsKernel(Slice slice, Values all, int first, Values part) {
        columns = new Columns(slice, all, first, part);
    }

    @Override
    public void forward() {
        columns.read();
    }

    @Override
    public void backward() {
        columns.writeGradient();
    }
}
