package dev.gradus.nn.engine.kit;

import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Convolutions and pools by their definitions, place by place. */
final class NaiveImages {
    private NaiveImages() {}

    /**
     * Returns the image's row (or column) under a place of the window, negative above the image.
     */
    private static int under(int output, int place, int stride, int dilation, int before) {
        return output * stride + place * dilation - before;
    }

    /** Returns the padding before an axis, by TensorFlow's description of "same". */
    private static int before(Padding padding, int fixed, int length, int reach, int stride) {
        if (!(padding instanceof Padding.Same)) {
            return fixed;
        }
        int total =
                length % stride == 0
                        ? Math.max(reach - stride, 0)
                        : Math.max(reach - length % stride, 0);
        return total / 2;
    }

    private static int top(Padding padding, int length, int reach, int stride) {
        int fixed = padding instanceof Padding.Symmetric symmetric ? symmetric.height() : 0;
        return before(padding, fixed, length, reach, stride);
    }

    private static int left(Padding padding, int length, int reach, int stride) {
        int fixed = padding instanceof Padding.Symmetric symmetric ? symmetric.width() : 0;
        return before(padding, fixed, length, reach, stride);
    }

    static double[] convolution(
            Node node, Conv2d conv, Map<String, double[]> values, double[] x, Rounding rounding) {
        Shape out = node.output();
        double[] bias = values.get(node.name() + ".bias");
        double[] weight = values.get(node.name() + ".weight");
        double[] y = new double[out.size()];
        int plane = out.dimension(1) * out.dimension(2);
        for (int i = 0; i < y.length; i++) {
            y[i] = bias == null ? 0 : bias[i / plane];
        }
        taps(
                node,
                conv,
                (input, w, output) -> y[output] = rounding.plus(y[output], weight[w] * x[input]));
        return y;
    }

    /** Shows every place of every window that lies in the image. */
    static void taps(Node node, Conv2d conv, NaiveTaps taps) {
        Shape out = node.output();
        for (int i = 0; i < out.size(); i++) {
            int column = i % out.dimension(2);
            int row = i / out.dimension(2) % out.dimension(1);
            int channel = i / (out.dimension(2) * out.dimension(1));
            window(node, conv, channel, row, column, i, taps);
        }
    }

    private static void window(
            Node node, Conv2d conv, int output, int row, int column, int place, NaiveTaps taps) {
        Shape in = node.input();
        Size kernel = conv.kernel();
        Size stride = conv.stride();
        Size dilation = conv.dilation();
        int channels = in.dimension(0) / conv.groups();
        int first = output / (conv.outputs() / conv.groups()) * channels;
        int tall = (kernel.height() - 1) * dilation.height() + 1;
        int wide = (kernel.width() - 1) * dilation.width() + 1;
        int top = top(conv.padding(), in.dimension(1), tall, stride.height());
        int left = left(conv.padding(), in.dimension(2), wide, stride.width());
        for (int c = 0; c < channels; c++) {
            for (int ky = 0; ky < kernel.height(); ky++) {
                for (int kx = 0; kx < kernel.width(); kx++) {
                    int iy = under(row, ky, stride.height(), dilation.height(), top);
                    int ix = under(column, kx, stride.width(), dilation.width(), left);
                    if (isInside(in, iy, ix)) {
                        int w =
                                ((output * channels + c) * kernel.height() + ky) * kernel.width()
                                        + kx;
                        taps.meet(at(in, first + c, iy, ix), w, place);
                    }
                }
            }
        }
    }

    private static boolean isInside(Shape in, int row, int column) {
        return row >= 0 && row < in.dimension(1) && column >= 0 && column < in.dimension(2);
    }

    private static int at(Shape in, int channel, int row, int column) {
        return (channel * in.dimension(1) + row) * in.dimension(2) + column;
    }

    /** Returns the place of a value, or -1 if it lies in the padding. */
    private static int atIfInside(Shape in, int channel, int row, int column) {
        return isInside(in, row, column) ? at(in, channel, row, column) : -1;
    }

    /** Returns the places of an example under each output's window. */
    static int[][] windows(Node node, Pool pool) {
        Shape in = node.input();
        Shape out = node.output();
        Size window = pool.window();
        Size stride = pool.stride();
        int top = top(pool.padding(), in.dimension(1), window.height(), stride.height());
        int left = left(pool.padding(), in.dimension(2), window.width(), stride.width());
        int[][] windows = new int[out.size()][];
        for (int i = 0; i < windows.length; i++) {
            int column = i % out.dimension(2);
            int row = i / out.dimension(2) % out.dimension(1);
            int channel = i / (out.dimension(2) * out.dimension(1));
            windows[i] =
                    IntStream.range(0, window.height() * window.width())
                            .map(place ->
                                    atIfInside(
                                            in,
                                            channel,
                                            under(
                                                    row,
                                                    place / window.width(),
                                                    stride.height(),
                                                    1,
                                                    top),
                                            under(
                                                    column,
                                                    place % window.width(),
                                                    stride.width(),
                                                    1,
                                                    left)))
                            .filter(at -> at >= 0)
                            .toArray();
        }
        return windows;
    }

    static double[] pool(Node node, Pool pool, double[] x, Rounding rounding) {
        return Arrays.stream(windows(node, pool))
                .mapToDouble(window ->
                        switch (pool.kind()) {
                            case MAX -> x[largest(x, window)];
                            case AVERAGE ->
                                    rounding.mean(
                                            IntStream.of(window).mapToDouble(i -> x[i]).toArray());
                        })
                .toArray();
    }

    /** Returns the place of a window's largest value: of equals the first, of NaN the last. */
    static int largest(double[] x, int[] window) {
        int best = window[0];
        for (int i : window) {
            best = x[i] > x[best] || Double.isNaN(x[i]) ? i : best;
        }
        return best;
    }

    static double[] means(Node node, double[] x, Rounding rounding) {
        int plane = node.input().dimension(1) * node.input().dimension(2);
        double[] y = new double[node.input().dimension(0)];
        for (int i = 0; i < x.length; i++) {
            y[i / plane] = rounding.plus(y[i / plane], x[i] / plane);
        }
        return y;
    }
}
