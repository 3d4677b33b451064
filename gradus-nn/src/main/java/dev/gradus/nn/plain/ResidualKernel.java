package dev.gradus.nn.plain;

/** The sum of a long way and a short way, each a chain of kernels of its own. */
final class ResidualKernel implements Kernel {
    private final Slice slice;
    private final Values in;
    private final Values out;
    private final Chain block;
    private final Chain shortcut;

    ResidualKernel(Slice slice, Values in, Values out, Chain block, Chain shortcut) {
        this.slice = slice;
        this.in = in;
        this.out = out;
        this.block = block;
        this.shortcut = shortcut;
    }

    @Override
    public void forward() {
        block.forward();
        shortcut.forward();
        float[] sum = out.data;
        float[] longWay = block.out().data;
        float[] shortWay = shortcut.out().data;
        for (int i = 0; i < slice.rows() * out.features; i++) {
            sum[i] = longWay[i] + shortWay[i];
        }
    }

    @Override
    public void backward() {
        backward(block);
        backward(shortcut);
        if (in.wantsGradient()) {
            float[] sum = in.gradient;
            float[] longWay = block.in().gradient;
            float[] shortWay = shortcut.in().gradient;
            for (int i = 0; i < slice.rows() * in.features; i++) {
                sum[i] = longWay[i] + shortWay[i];
            }
        }
    }

    private void backward(Chain way) {
        if (way.out().wantsGradient()) {
            int count = slice.rows() * out.features;
            System.arraycopy(out.gradient, 0, way.out().gradient, 0, count);
            way.backward();
        }
    }
}
