package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Activation;
import dev.gradus.nn.Node;
import java.util.Arrays;

/** Activations by their definitions, with the JDK's functions. */
final class NaiveActivations {
    private NaiveActivations() {}

    static double[] apply(Activation activation, Node node, double[] x) {
        return switch (activation) {
            case Activation.Softmax() -> softmax(node, x);
            default -> Arrays.stream(x).map(value -> apply(activation, value)).toArray();
        };
    }

    private static double apply(Activation activation, double x) {
        return switch (activation) {
            case Activation.Relu() -> Math.max(0, x);
            case Activation.LeakyRelu(double slope) -> x > 0 ? x : slope * x;
            case Activation.Elu(double alpha) -> x > 0 ? x : alpha * Math.expm1(x);
            case Activation.Gelu() -> x * normalDistribution(x);
            case Activation.Silu() -> x / (1 + Math.exp(-x));
            case Activation.Sigmoid() -> 1 / (1 + Math.exp(-x));
            case Activation.Tanh() -> Math.tanh(x);
            case Activation.Softplus() -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case Activation.Softmax() -> throw new AssertionError("softmax sees many values");
        };
    }

    /** Φ(x) = ½ + φ(x) · (x + x³/3 + x⁵/(3·5) + …), which converges for any x. */
    static double normalDistribution(double x) {
        if (Math.abs(x) > 30) {
            return x > 0 ? 1 : 0; // the terms would overflow
        }
        double term = x;
        double sum = x;
        for (int k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
            term *= x * x / k;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double[] softmax(Node node, double[] x) {
        boolean image = node.input().isImage();
        int places = image ? node.input().dimension(1) * node.input().dimension(2) : 1;
        double[] sums = new double[places];
        for (int i = 0; i < x.length; i++) {
            sums[i % places] += Math.exp(x[i]);
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.exp(x[i]) / sums[i % places];
        }
        return y;
    }
}
