package dev.gradus.nn.plain;

/** Takes one input of a network out of the row of all. */
final class ColumnsKernel implements Kernel {
    private final Columns columns;

    ColumnsKernel(Slice slice, Values all, int first, Values part) {
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
