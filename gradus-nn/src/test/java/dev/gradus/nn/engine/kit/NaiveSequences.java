package dev.gradus.nn.engine.kit;

import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Padding;
import java.util.Map;

/** Layers along sequences by their definitions, place by place. */
final class NaiveSequences {
    private NaiveSequences() {}

    /**
     * y[o][t] = bias[o] + the sum over c and k of weight[o][c][k] · x[c][t · stride + k · dilation
     * − before].
     */
    static double[] convolution(
            Node node, Conv2d conv, Map<String, double[]> values, double[] x, Rounding rounding) {
        double[] weight = values.get(node.name() + ".weight");
        double[] bias = values.get(node.name() + ".bias");
        int length = node.input().dimension(1);
        int places = node.output().dimension(1);
        int kernel = conv.kernel().width();
        int channels = node.input().dimension(0) / conv.groups();
        double[] y = new double[node.output().size()];
        for (int i = 0; i < y.length; i++) {
            int output = i / places;
            int group = output / (conv.outputs() / conv.groups());
            y[i] = bias == null ? 0 : bias[output];
            for (int tap = 0; tap < channels * kernel; tap++) {
                int at =
                        i % places * conv.stride().width()
                                + tap % kernel * conv.dilation().width()
                                - before(conv, length);
                if (at >= 0 && at < length) {
                    double product =
                            weight[output * channels * kernel + tap]
                                    * x[(group * channels + tap / kernel) * length + at];
                    y[i] = rounding.plus(y[i], product);
                }
            }
        }
        return y;
    }

    private static int before(Conv2d conv, int length) {
        if (conv.padding() instanceof Padding.Symmetric symmetric) {
            return symmetric.width();
        }
        int stride = conv.stride().width();
        int reach = conv.dilation().width() * (conv.kernel().width() - 1) + 1;
        int outputs = (length + stride - 1) / stride;
        return Math.max(0, (outputs - 1) * stride + reach - length) / 2;
    }

    static double[] vectors(Node node, Map<String, double[]> values, double[] x) {
        double[] weight = values.get(node.name() + ".weight");
        int width = node.output().dimension(0);
        double[] y = new double[width * x.length];
        for (int i = 0; i < y.length; i++) {
            int entry = (int) x[i % x.length];
            y[i] = weight[entry * width + i / x.length];
        }
        return y;
    }
}
