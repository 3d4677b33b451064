package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.random.DropoutNoise;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.GlobalAveragePool;
import dev.gradus.nn.layer.GroupNorm;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Join;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Prelu;
import dev.gradus.nn.layer.Sum;
import dev.gradus.nn.layer.Transform;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network computed by the formulas of its layers' Javadoc in double precision, as slowly and as
 * plainly as possible. It knows nothing of any backend.
 */
final class NaiveNetwork {
    private final Network network;

    /** Parameters and statistics by name. */
    private final Map<String, double[]> values;

    private final Mode mode;
    private final long seed;
    private final long step;
    private final int first;
    private final Rounding rounding;

    /** What the outputs are for. */
    enum Mode {
        TRAINING,
        INFERENCE
    }

    NaiveNetwork(Network network, Map<String, double[]> values, Mode mode, long seed, long step) {
        this(network, values, mode, seed, step, 0, Rounding.NONE);
    }

    /**
     * @param first the number in its batch of the first example
     * @param rounding what sums are moved by
     */
    NaiveNetwork(
            Network network,
            Map<String, double[]> values,
            Mode mode,
            long seed,
            long step,
            int first,
            Rounding rounding) {
        this.network = network;
        this.values = values;
        this.mode = mode;
        this.seed = seed;
        this.step = step;
        this.first = first;
        this.rounding = rounding;
    }

    double[][] outputs(double[][] inputs) {
        Map<String, double[][]> known = split(network, inputs);
        for (Node node : network.nodes()) {
            List<double[][]> ins =
                    node.inputs().stream().map(wire -> known.get(wire.from())).toList();
            known.put(node.name(), outputs(node, ins));
        }
        return known.get(network.nodes().getLast().name());
    }

    private double[][] outputs(Node node, List<double[][]> ins) {
        return switch (node.operation()) {
            case Transform transform -> outputs(node, transform, ins.getFirst());
            case Sum sum -> sum(ins.getFirst(), ins.getLast());
            case Join join -> join(ins);
        };
    }

    double[][] outputs(Node node, Transform transform, double[][] x) {
        return switch (transform) {
            case Dense dense -> each(x, row -> dense(node, row));
            case Conv1d conv ->
                    each(
                            x,
                            row ->
                                    NaiveSequences.convolution(
                                            node, conv.overImage(), values, row, rounding));
            case Conv2d conv ->
                    each(x, row -> NaiveImages.convolution(node, conv, values, row, rounding));
            case Pool pool ->
                    each(
                            x,
                            row ->
                                    NaiveImages.pool(
                                            node.asImages(),
                                            pool.over(node.input()),
                                            row,
                                            rounding));
            case GlobalAveragePool pool ->
                    each(x, row -> NaiveImages.means(node.asImages(), row, rounding));
            case Flatten flatten -> x;
            case Dropout dropout -> masked(node, x);
            case Activation activation ->
                    each(x, row -> NaiveActivations.apply(activation, node, row, rounding));
            case BatchNorm norm -> batchNorm(node, norm, x);
            case LayerNorm norm -> each(x, row -> layerNorm(node, norm, row));
            case GroupNorm norm -> each(x, row -> groupNorm(node, norm, row));
            case Prelu prelu -> each(x, row -> prelu(node, row));
            case Embedding embedding -> each(x, row -> NaiveSequences.vectors(node, values, row));
            case OwnLayer own ->
                    OwnCases.formula(own, node, values, x, mode == Mode.TRAINING, rounding);
        };
    }

    /** Returns each input by its name. */
    static Map<String, double[][]> split(Network network, double[][] rows) {
        var known = new HashMap<String, double[][]>();
        int column = 0;
        for (Input input : network.inputs()) {
            int from = column;
            int to = from + input.shape().size();
            known.put(input.name(), each(rows, row -> Arrays.copyOfRange(row, from, to)));
            column = to;
        }
        return known;
    }

    static double[][] join(List<double[][]> ins) {
        double[][] joined = new double[ins.getFirst().length][];
        for (int row = 0; row < joined.length; row++) {
            int at = row;
            joined[row] = ins.stream().flatMapToDouble(x -> Arrays.stream(x[at])).toArray();
        }
        return joined;
    }

    /** A layer that sees one example at a time. */
    private interface RowFunction {
        double[] apply(double[] row);
    }

    private static double[][] each(double[][] x, RowFunction function) {
        return Arrays.stream(x).map(function::apply).toArray(double[][]::new);
    }

    static double[][] sum(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int row = 0; row < a.length; row++) {
            for (int i = 0; i < a[row].length; i++) {
                sum[row][i] = a[row][i] + b[row][i];
            }
        }
        return sum;
    }

    private double[] dense(Node node, double[] x) {
        double[] weight = values.get(node.name() + ".weight");
        double[] bias = values.get(node.name() + ".bias");
        double[] y = new double[node.output().size()];
        for (int o = 0; o < y.length; o++) {
            y[o] = bias == null ? 0 : bias[o];
            for (int i = 0; i < x.length; i++) {
                y[o] = rounding.plus(y[o], weight[o * x.length + i] * x[i]);
            }
        }
        return y;
    }

    /** Returns values, or gradients, as a dropout lets them through. */
    double[][] masked(Node node, double[][] x) {
        if (mode == Mode.INFERENCE) {
            return x;
        }
        int features = node.input().size();
        float[] mask = new float[x.length * features];
        DropoutNoise.of(network, node, seed).fill(mask, 0, step, first, x.length);
        double[][] y = new double[x.length][features];
        for (int i = 0; i < mask.length; i++) {
            y[i / features][i % features] = mask[i] * x[i / features][i % features];
        }
        return y;
    }

    private double[][] batchNorm(Node node, BatchNorm norm, double[][] x) {
        int channels = node.input().dimension(0);
        int plane = node.input().size() / channels;
        double[][] y = new double[x.length][node.input().size()];
        for (int channel = 0; channel < channels; channel++) {
            double[] all = new double[x.length * plane];
            for (int i = 0; i < all.length; i++) {
                all[i] = x[i / plane][channel * plane + i % plane];
            }
            double mean = mode == Mode.TRAINING ? mean(all) : statistic(node, "mean", channel);
            double variance =
                    mode == Mode.TRAINING ? variance(all) : statistic(node, "variance", channel);
            for (int i = 0; i < all.length; i++) {
                double normal = (all[i] - mean) / Math.sqrt(variance + norm.epsilon());
                y[i / plane][channel * plane + i % plane] =
                        statistic(node, "scale", channel) * normal
                                + statistic(node, "shift", channel);
            }
        }
        return y;
    }

    private double statistic(Node node, String name, int channel) {
        return values.get(node.name() + "." + name)[channel];
    }

    private double[] layerNorm(Node node, LayerNorm norm, double[] x) {
        double[] y = new double[x.length];
        double mean = mean(x);
        double variance = variance(x);
        for (int i = 0; i < x.length; i++) {
            double normal = (x[i] - mean) / Math.sqrt(variance + norm.epsilon());
            y[i] = statistic(node, "scale", i) * normal + statistic(node, "shift", i);
        }
        return y;
    }

    private double[] groupNorm(Node node, GroupNorm norm, double[] x) {
        int channels = node.input().dimension(0);
        int length = x.length / norm.groups();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int first = i / length * length;
            double[] group = Arrays.copyOfRange(x, first, first + length);
            double normal = (x[i] - mean(group)) / Math.sqrt(variance(group) + norm.epsilon());
            int channel = i / (x.length / channels);
            y[i] = statistic(node, "scale", channel) * normal + statistic(node, "shift", channel);
        }
        return y;
    }

    private double[] prelu(Node node, double[] x) {
        double[] slopes = values.get(node.name() + ".slope");
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double slope = slopes[i / (x.length / slopes.length)];
            y[i] = Math.max(0, x[i]) + slope * Math.min(0, x[i]);
        }
        return y;
    }

    static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    static double variance(double[] x) {
        double mean = mean(x);
        return Arrays.stream(x).map(value -> (value - mean) * (value - mean)).sum() / x.length;
    }
}
