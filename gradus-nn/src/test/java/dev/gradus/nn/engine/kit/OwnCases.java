package dev.gradus.nn.engine.kit;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.residual;
import static dev.gradus.nn.layer.Layers.tanh;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Networks with layers of the user's own, and these layers' formulas. */
final class OwnCases {
    private OwnCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                        "own layer on a vector",
                        Network.of(Shape.vector(3), dense(7), new TrainedSwish(), dense(2))),
                Case.of(
                        "own layer on an image",
                        Network.of(
                                Shape.image(2, 5, 6),
                                conv2d(3, 2),
                                new TrainedSwish(),
                                conv2d(2, 2).withoutBias(),
                                new Centering())),
                Case.of(
                        "own layer first",
                        Network.of(Shape.image(2, 3, 3), new Centering(), conv2d(4, 2), relu())),
                Case.of(
                        "own layer with parameters first",
                        Network.of(Shape.vector(5), new TrainedSwish(), dense(3))),
                Case.of(
                        "own layers side by side",
                        Network.of(
                                Shape.image(2, 4, 4),
                                conv2d(3, 1),
                                residual(new TrainedSwish(), new Centering()),
                                flatten(),
                                residual(new Centering(), tanh()).shortcut(new TrainedSwish()))));
    }

    /** Adds gradients of parameters to the results, and puts new statistics there. */
    static double[][] back(
            OwnLayer layer,
            Node node,
            Map<String, double[]> values,
            double[][] x,
            double[][] gradient,
            Map<String, double[]> results,
            Rounding rounding) {
        return layer instanceof TrainedSwish
                ? backThroughSwish(node, values, x, gradient, results)
                : backThroughCentering(gradient, rounding);
    }

    private static double[][] backThroughSwish(
            Node node,
            Map<String, double[]> values,
            double[][] x,
            double[][] gradient,
            Map<String, double[]> results) {
        double[] weight = values.get(node.name() + ".weight");
        double[] ofWeight = new double[weight.length];
        double[][] back = NaivePass.like(x);
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; i < weight.length; i++) {
                double gate = 1 / (1 + Math.exp(-weight[i] * x[row][i]));
                double slope = gate * (1 - gate);
                back[row][i] = gradient[row][i] * (gate + x[row][i] * weight[i] * slope);
                ofWeight[i] += gradient[row][i] * slope * x[row][i] * x[row][i];
            }
        }
        NaivePass.add(results, node.name() + ".weight", ofWeight);
        return back;
    }

    private static double[][] backThroughCentering(double[][] gradient, Rounding rounding) {
        double[][] back = NaivePass.like(gradient);
        for (int i = 0; i < gradient[0].length; i++) {
            double mean = mean(gradient, i, rounding);
            for (int row = 0; row < gradient.length; row++) {
                back[row][i] = gradient[row][i] - mean;
            }
        }
        return back;
    }

    private static double mean(double[][] x, int column, Rounding rounding) {
        return rounding.of(
                rounding.mean(Arrays.stream(x).mapToDouble(row -> row[column]).toArray()));
    }

    /** Moves the running mean of a centering by a quarter of the way to the batch's. */
    static void measure(
            OwnLayer layer,
            Node node,
            Map<String, double[]> values,
            double[][] x,
            Map<String, double[]> results,
            Rounding rounding) {
        if (layer instanceof Centering) {
            String name = node.name() + ".mean";
            double[] running = results.computeIfAbsent(name, key -> values.get(key).clone());
            Arrays.setAll(running, i -> running[i] + 0.25 * (mean(x, i, rounding) - running[i]));
        }
    }

    static double[][] formula(
            OwnLayer layer,
            Node node,
            Map<String, double[]> values,
            double[][] x,
            boolean training,
            Rounding rounding) {
        double[][] y = new double[x.length][x[0].length];
        for (int i = 0; i < x[0].length; i++) {
            double mean = mean(x, i, rounding);
            for (int row = 0; row < x.length; row++) {
                y[row][i] =
                        layer instanceof TrainedSwish
                                ? x[row][i]
                                        / (1
                                                + Math.exp(
                                                        -values.get(node.name() + ".weight")[i]
                                                                * x[row][i]))
                                : x[row][i]
                                        - (training ? mean : values.get(node.name() + ".mean")[i]);
            }
        }
        return y;
    }
}
