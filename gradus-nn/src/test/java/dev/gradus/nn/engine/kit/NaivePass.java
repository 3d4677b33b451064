package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Network;
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
import dev.gradus.nn.layer.Join;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Prelu;
import dev.gradus.nn.layer.Sum;
import dev.gradus.nn.layer.Transform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A network by its layers' formulas, forth and back, in double precision. Every value and every
 * gradient between layers can be moved as rounding would: what that does to the results is what
 * roundings can do to them.
 */
final class NaivePass {
    private final NaiveNetwork network;
    private final Map<String, double[]> values;
    private final NaiveNetwork.Mode mode;
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
        this.mode = mode;
        this.norms = new NaiveNorms(values, mode, rounding, results);
        this.rounding = rounding;
        this.results = results;
    }

    /** A node that was passed, with the gradient of each of its inputs from that of its result. */
    private record Passed(Node node, Function<double[][], List<double[][]>> back) {}

    Stage of(Network described, double[][] rows) {
        Map<String, double[][]> known = NaiveNetwork.split(described, rows);
        described.inputs().stream()
                .filter(input -> !WholeNumbers.areRead(described, input))
                .forEach(
                        input -> known.computeIfPresent(input.name(), (name, x) -> rounding.of(x)));
        var passed = new ArrayList<Passed>();
        for (Node node : described.nodes()) {
            passed.add(pass(node, known));
        }
        return new Stage(
                known.get(passed.getLast().node.name()), gradient -> back(passed, gradient));
    }

    private double[][] back(List<Passed> passed, double[][] outputGradient) {
        var gradients = new HashMap<String, double[][]>();
        gradients.put(passed.getLast().node.name(), outputGradient);
        for (Passed each : passed.reversed()) {
            List<double[][]> backs = each.back.apply(gradients.get(each.node.name()));
            for (int i = 0; i < backs.size(); i++) {
                gradients.merge(
                        each.node.inputs().get(i).from(),
                        rounding.of(backs.get(i)),
                        (a, b) -> rounding.of(NaiveNetwork.sum(a, b)));
            }
        }
        return outputGradient;
    }

    private Passed pass(Node node, Map<String, double[][]> known) {
        List<double[][]> ins = node.inputs().stream().map(wire -> known.get(wire.from())).toList();
        return switch (node.operation()) {
            case Transform transform -> {
                Stage stage = of(node, transform, ins.getFirst());
                known.put(node.name(), stage.outputs);
                yield new Passed(
                        node, gradient -> Collections.singletonList(stage.back.of(gradient)));
            }
            case Sum sum -> {
                double[][] y = NaiveNetwork.sum(ins.getFirst(), ins.getLast());
                known.put(node.name(), rounding.of(y));
                yield new Passed(node, gradient -> List.of(gradient, gradient));
            }
            case Join join -> {
                known.put(node.name(), NaiveNetwork.join(ins));
                yield new Passed(node, gradient -> parts(ins, gradient));
            }
        };
    }

    private static List<double[][]> parts(List<double[][]> ins, double[][] joined) {
        var parts = new ArrayList<double[][]>();
        int column = 0;
        for (double[][] in : ins) {
            int from = column;
            int to = column + in[0].length;
            parts.add(
                    Arrays.stream(joined)
                            .map(row -> Arrays.copyOfRange(row, from, to))
                            .toArray(double[][]::new));
            column = to;
        }
        return parts;
    }

    private Stage of(Node node, Transform transform, double[][] x) {
        return switch (transform) {
            case Dense dense -> stage(node, x, gradient -> dense(node, x, gradient));
            case Conv1d conv ->
                    stage(
                            node,
                            x,
                            gradient ->
                                    convolution(node.asImages(), conv.overImage(), x, gradient));
            case Conv2d conv -> stage(node, x, gradient -> convolution(node, conv, x, gradient));
            case Pool pool ->
                    stage(
                            node,
                            x,
                            gradient ->
                                    pool(node.asImages(), pool.over(node.input()), x, gradient));
            case GlobalAveragePool pool ->
                    stage(node, x, gradient -> means(node.asImages(), gradient));
            case Flatten flatten -> new Stage(x, gradient -> gradient);
            case Dropout dropout -> stage(node, x, gradient -> network.masked(node, gradient));
            case Activation.Softmax softmax -> softmax(node, x);
            case Activation activation -> activation(node, activation, x);
            case BatchNorm norm -> norms.of(node, norm, x);
            case LayerNorm norm -> norms.of(node, norm, x);
            case GroupNorm norm -> norms.of(node, norm, x);
            case Prelu prelu -> stage(node, x, gradient -> prelu(node, x, gradient));
            case Embedding embedding -> stage(node, x, gradient -> embedding(node, x, gradient));
            case OwnLayer own -> {
                double[][] y = rounding.of(network.outputs(node, own, x));
                if (mode == NaiveNetwork.Mode.TRAINING) {
                    OwnCases.measure(own, node, values, x, results, rounding);
                }
                yield new Stage(
                        y,
                        gradient ->
                                OwnCases.back(own, node, values, x, gradient, results, rounding));
            }
        };
    }

    private double[][] prelu(Node node, double[][] x, double[][] gradient) {
        double[] slopes = values.get(node.name() + ".slope");
        double[] ofSlopes = new double[slopes.length];
        double[][] back = like(x);
        int plane = node.input().size() / slopes.length;
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; i < x[row].length; i++) {
                boolean positive = x[row][i] > 0;
                back[row][i] = gradient[row][i] * (positive ? 1 : slopes[i / plane]);
                double term = positive ? 0 : gradient[row][i] * x[row][i];
                ofSlopes[i / plane] = rounding.plus(ofSlopes[i / plane], term);
            }
        }
        add(results, node.name() + ".slope", rounding.of(ofSlopes));
        return back;
    }

    private double[][] embedding(Node node, double[][] x, double[][] gradient) {
        double[] ofWeight = new double[values.get(node.name() + ".weight").length];
        int width = node.output().dimension(0);
        int length = node.output().dimension(1);
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; i < width * length; i++) {
                int entry = (int) x[row][i % length];
                int at = entry * width + i / length;
                ofWeight[at] = rounding.plus(ofWeight[at], gradient[row][i]);
            }
        }
        add(results, node.name() + ".weight", rounding.of(ofWeight));
        return like(x);
    }

    private Stage stage(Node node, double[][] x, Back back) {
        return new Stage(rounding.of(network.outputs(node, (Transform) node.operation(), x)), back);
    }

    private Stage activation(Node node, Activation activation, double[][] x) {
        double[][] y = rounding.of(network.outputs(node, (Transform) node.operation(), x));
        return new Stage(
                y,
                gradient -> {
                    double[][] back = like(x);
                    for (int row = 0; row < x.length; row++) {
                        for (int i = 0; i < x[row].length; i++) {
                            double slope =
                                    NaiveActivations.slope(
                                            activation, x[row][i], y[row][i], rounding);
                            back[row][i] = slope * gradient[row][i];
                        }
                    }
                    return back;
                });
    }

    /** dx = y · (dy − Σ y · dy), over the values that sum to 1. */
    private Stage softmax(Node node, double[][] x) {
        double[][] y = rounding.of(network.outputs(node, (Transform) node.operation(), x));
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
