package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Activation;
import dev.gradus.nn.Layer.BatchNorm;
import dev.gradus.nn.Layer.Conv2d;
import dev.gradus.nn.Layer.Dense;
import dev.gradus.nn.Layer.Dropout;
import dev.gradus.nn.Layer.Flatten;
import dev.gradus.nn.Layer.GlobalAveragePool;
import dev.gradus.nn.Layer.LayerNorm;
import dev.gradus.nn.Layer.Pool;
import dev.gradus.nn.Layer.Residual;
import dev.gradus.nn.Named;
import dev.gradus.nn.Node;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A network by its layers' formulas, forth and back, in double precision. Every value and every
 * gradient between layers can be moved as rounding would: what that does to the results is what
 * roundings can do to them.
 */
final class NaivePass {
    private final NaiveNetwork network;
    private final Map<String, double[]> values;
    private final NaiveNorms norms;
    private final Rounding rounding;
    private final Map<String, double[]> results;

    /** The way back: from the gradient of what came out to that of what went in. */
    interface Back {
        double[][] of(double[][] gradient);
    }

    /** What came out, and the way back. */
    static final class Stage {
        private final double[][] outputs;
        private final Back back;

        Stage(double[][] outputs, Back back) {
            this.outputs = outputs;
            this.back = back;
        }

        double[][] outputs() {
            return outputs;
        }

        Back back() {
            return back;
        }
    }

    /**
     * @param values parameters and statistics by name
     * @param results where gradients are added and new statistics put, by name
     */
    NaivePass(
            NaiveNetwork network,
            Map<String, double[]> values,
            NaiveNetwork.Mode mode,
            Rounding rounding,
            Map<String, double[]> results) {
        this.network = network;
        this.values = values;
        this.norms = new NaiveNorms(values, mode, rounding, results);
        this.rounding = rounding;
        this.results = results;
    }

    Stage of(List<Node> nodes, double[][] inputs) {
        Deque<Back> backs = new ArrayDeque<>();
        double[][] x = inputs;
        for (Node node : nodes) {
            Stage stage = of(node, x);
            backs.push(stage.back);
            x = stage.outputs;
        }
        return new Stage(
                x,
                gradient -> {
                    double[][] result = gradient;
                    for (Back back : backs) {
                        result = rounding.of(back.of(result));
                    }
                    return result;
                });
    }

    private Stage of(Node node, double[][] x) {
        return switch (node.layer()) {
            case Dense dense -> stage(node, x, gradient -> dense(node, x, gradient));
            case Conv2d conv -> stage(node, x, gradient -> convolution(node, conv, x, gradient));
            case Pool pool -> stage(node, x, gradient -> pool(node, pool, x, gradient));
            case GlobalAveragePool pool -> stage(node, x, gradient -> means(node, gradient));
            case Flatten flatten -> new Stage(x, gradient -> gradient);
            case Dropout dropout -> stage(node, x, gradient -> network.masked(node, gradient));
            case Activation.Softmax softmax -> softmax(node, x);
            case Activation activation -> activation(node, activation, x);
            case BatchNorm norm -> norms.of(node, norm, x);
            case LayerNorm norm -> norms.of(node, norm, x);
            case Residual residual -> residual(node, x);
            case Named named -> throw new AssertionError(named);
        };
    }

    private Stage stage(Node node, double[][] x, Back back) {
        return new Stage(rounding.of(network.outputs(node, x)), back);
    }

    private Stage residual(Node node, double[][] x) {
        Stage block = of(node.block(), x);
        Stage shortcut = of(node.shortcut(), x);
        return new Stage(
                rounding.of(NaiveNetwork.sum(block.outputs, shortcut.outputs)),
                gradient -> NaiveNetwork.sum(block.back.of(gradient), shortcut.back.of(gradient)));
    }

    private Stage activation(Node node, Activation activation, double[][] x) {
        double[][] y = rounding.of(network.outputs(node, x));
        return new Stage(
                y,
                gradient -> {
                    double[][] back = like(x);
                    for (int row = 0; row < x.length; row++) {
                        for (int i = 0; i < x[row].length; i++) {
                            double slope = NaiveActivations.slope(activation, x[row][i], y[row][i]);
                            back[row][i] = slope * gradient[row][i];
                        }
                    }
                    return back;
                });
    }

    /** dx = y · (dy − Σ y · dy), over the values that sum to 1. */
    private Stage softmax(Node node, double[][] x) {
        double[][] y = rounding.of(network.outputs(node, x));
        int places = NaiveActivations.places(node);
        return new Stage(
                y,
                gradient -> {
                    double[][] back = like(x);
                    for (int row = 0; row < x.length; row++) {
                        double[] means = new double[places];
                        for (int i = 0; i < x[row].length; i++) {
                            means[i % places] =
                                    rounding.plus(means[i % places], y[row][i] * gradient[row][i]);
                        }
                        for (int i = 0; i < x[row].length; i++) {
                            back[row][i] = y[row][i] * (gradient[row][i] - means[i % places]);
                        }
                    }
                    return back;
                });
    }

    private double[][] dense(Node node, double[][] x, double[][] gradient) {
        double[] weight = values.get(node.name() + ".weight");
        double[] ofWeight = new double[weight.length];
        double[] ofBias = new double[node.output().size()];
        double[][] back = like(x);
        for (int row = 0; row < x.length; row++) {
            int inputs = x[row].length;
            for (int o = 0; o < ofBias.length; o++) {
                ofBias[o] = rounding.plus(ofBias[o], gradient[row][o]);
                for (int i = 0; i < inputs; i++) {
                    int w = o * inputs + i;
                    ofWeight[w] = rounding.plus(ofWeight[w], gradient[row][o] * x[row][i]);
                    back[row][i] = rounding.plus(back[row][i], gradient[row][o] * weight[w]);
                }
            }
        }
        add(node, ofWeight, ofBias);
        return back;
    }

    private double[][] convolution(Node node, Conv2d conv, double[][] x, double[][] gradient) {
        double[] weight = values.get(node.name() + ".weight");
        double[] ofWeight = new double[weight.length];
        double[] ofBias = new double[conv.outputs()];
        int plane = node.output().size() / conv.outputs();
        double[][] back = like(x);
        for (int row = 0; row < x.length; row++) {
            double[] in = x[row];
            double[] given = gradient[row];
            double[] wanted = back[row];
            for (int i = 0; i < given.length; i++) {
                ofBias[i / plane] = rounding.plus(ofBias[i / plane], given[i]);
            }
            NaiveImages.taps(
                    node,
                    conv,
                    (input, w, output) -> {
                        ofWeight[w] = rounding.plus(ofWeight[w], given[output] * in[input]);
                        wanted[input] = rounding.plus(wanted[input], given[output] * weight[w]);
                    });
        }
        add(node, ofWeight, ofBias);
        return back;
    }

    private void add(Node node, double[] ofWeight, double[] ofBias) {
        add(results, node.name() + ".weight", rounding.of(ofWeight));
        if (values.containsKey(node.name() + ".bias")) {
            add(results, node.name() + ".bias", rounding.of(ofBias));
        }
    }

    static void add(Map<String, double[]> results, String name, double[] more) {
        results.merge(name, more, NaivePass::sum);
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    private double[][] pool(Node node, Pool pool, double[][] x, double[][] gradient) {
        double[][] back = like(x);
        int[][] windows = NaiveImages.windows(node, pool);
        for (int row = 0; row < x.length; row++) {
            for (int o = 0; o < windows.length; o++) {
                switch (pool.kind()) {
                    case MAX -> {
                        int i = NaiveImages.largest(x[row], windows[o]);
                        back[row][i] = rounding.plus(back[row][i], gradient[row][o]);
                    }
                    case AVERAGE -> {
                        for (int i : windows[o]) {
                            double share = gradient[row][o] / windows[o].length;
                            back[row][i] = rounding.plus(back[row][i], share);
                        }
                    }
                }
            }
        }
        return back;
    }

    private static double[][] means(Node node, double[][] gradient) {
        int plane = node.input().dimension(1) * node.input().dimension(2);
        double[][] back = new double[gradient.length][node.input().size()];
        for (int row = 0; row < back.length; row++) {
            for (int i = 0; i < back[row].length; i++) {
                back[row][i] = gradient[row][i / plane] / plane;
            }
        }
        return back;
    }

    static double[][] like(double[][] x) {
        return Arrays.stream(x).map(row -> new double[row.length]).toArray(double[][]::new);
    }
}
