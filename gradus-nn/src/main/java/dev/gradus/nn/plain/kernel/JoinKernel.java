package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;
import java.util.List;

/** Several inputs, one after another in each row. */
public final class JoinKernel implements Kernel {
    private final Columns[] parts;

    public JoinKernel(Slice slice, List<Values> ins, Values out) {
        parts = new Columns[ins.size()];
        int column = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Columns(slice, out, column, ins.get(i));
            column += ins.get(i).features;
        }
    }

    @Override
    public void forward() {
        for (Columns part : parts) {
            part.write();
        }
    }

    @Override
    public void backward() {
        for (Columns part : parts) {
            part.readGradient();
        }
    }
}
