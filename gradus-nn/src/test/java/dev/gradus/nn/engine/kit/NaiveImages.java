package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Layer.Conv2d;
import dev.gradus.nn.Layer.Pool;
import dev.gradus.nn.Node;
import dev.gradus.nn.Padding;
import dev.gradus.nn.Shape;
import dev.gradus.nn.Size;
import java.util.Map;

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

    static double[] convolution(Node node, Conv2d conv, Map<String, double[]> values, double[] x) {
        Shape out = node.output();
        double[] bias = values.get(node.name() + ".bias");
        double[] y = new double[out.size()];
        for (int i = 0; i < y.length; i++) {
            int column = i % out.dimension(2);
            int row = i / out.dimension(2) % out.dimension(1);
            int channel = i / (out.dimension(2) * out.dimension(1));
            y[i] = window(node, conv, values, x, channel, row, column);
            y[i] += bias == null ? 0 : bias[channel];
        }
        return y;
    }

    private static double window(
            Node node,
            Conv2d conv,
            Map<String, double[]> values,
            double[] x,
            int output,
            int row,
            int column) {
        Shape in = node.input();
        Size kernel = conv.kernel();
        Size stride = conv.stride();
        Size dilation = conv.dilation();
        int channels = in.dimension(0) / conv.groups();
        int group = output / (conv.outputs() / conv.groups());
        int tall = (kernel.height() - 1) * dilation.height() + 1;
        int wide = (kernel.width() - 1) * dilation.width() + 1;
        int top = top(conv.padding(), in.dimension(1), tall, stride.height());
        int left = left(conv.padding(), in.dimension(2), wide, stride.width());
        double[] weight = values.get(node.name() + ".weight");
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            for (int ky = 0; ky < kernel.height(); ky++) {
                for (int kx = 0; kx < kernel.width(); kx++) {
                    int iy = under(row, ky, stride.height(), dilation.height(), top);
                    int ix = under(column, kx, stride.width(), dilation.width(), left);
                    int w = ((output * channels + c) * kernel.height() + ky) * kernel.width() + kx;
                    sum += weight[w] * pixel(in, x, group * channels + c, iy, ix, 0);
                }
            }
        }
        return sum;
    }

    private static double pixel(
            Shape in, double[] x, int channel, int row, int column, double outside) {
        boolean inside =
                row >= 0 && row < in.dimension(1) && column >= 0 && column < in.dimension(2);
        return inside ? x[(channel * in.dimension(1) + row) * in.dimension(2) + column] : outside;
    }

    static double[] pool(Node node, Pool pool, double[] x) {
        Shape in = node.input();
        Shape out = node.output();
        Size window = pool.window();
        Size stride = pool.stride();
        int top = top(pool.padding(), in.dimension(1), window.height(), stride.height());
        int left = left(pool.padding(), in.dimension(2), window.width(), stride.width());
        double[] y = new double[out.size()];
        for (int i = 0; i < y.length; i++) {
            int column = i % out.dimension(2);
            int row = i / out.dimension(2) % out.dimension(1);
            int channel = i / (out.dimension(2) * out.dimension(1));
            double largest = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            for (int place = 0; place < window.height() * window.width(); place++) {
                int iy = under(row, place / window.width(), stride.height(), 1, top);
                int ix = under(column, place % window.width(), stride.width(), 1, left);
                double value = pixel(in, x, channel, iy, ix, Double.NaN);
                if (!Double.isNaN(value)) {
                    largest = Math.max(largest, value);
                    sum += value;
                    count++;
                }
            }
            y[i] =
                    switch (pool.kind()) {
                        case MAX -> largest;
                        case AVERAGE -> sum / count;
                    };
        }
        return y;
    }

    static double[] means(Node node, double[] x) {
        int plane = node.input().dimension(1) * node.input().dimension(2);
        double[] y = new double[node.input().dimension(0)];
        for (int i = 0; i < x.length; i++) {
            y[i / plane] += x[i] / plane;
        }
        return y;
    }
}
