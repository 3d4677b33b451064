package dev.gradus.nn.engine.kit;

import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.tensor.Shape;
import java.util.Arrays;

/** Activations by their definitions, with the JDK's functions. */
final class NaiveActivations {
    /** How far the error function is off in kernels of oneDNN at most. */
    private static final double ERF_ERROR = 7e-7;

    private NaiveActivations() {}

    static double[] apply(Activation activation, Node node, double[] x, Rounding rounding) {
        return switch (activation) {
            case Activation.Softmax() -> softmax(node, x, rounding);
            default -> Arrays.stream(x).map(value -> apply(activation, value, rounding)).toArray();
        };
    }

    /** Backends take 1 from an exponential, or add it, in floats. */
    private static double apply(Activation activation, double x, Rounding rounding) {
        return switch (activation) {
            case Activation.Relu() -> Math.max(0, x);
            case Activation.LeakyRelu(double slope) -> x > 0 ? x : slope * x;
            case Activation.Elu(double alpha) ->
                    x > 0 ? x : alpha * rounding.besideOne(Math.expm1(x));
            case Activation.Gelu() -> x / 2 * (1 + rounding.besideOne(erf(x, rounding)));
            case Activation.Silu() -> x / (1 + Math.exp(-x));
            case Activation.Sigmoid() -> 1 / (1 + Math.exp(-x));
            case Activation.Tanh() -> Math.tanh(x);
            case Activation.Softplus() ->
                    Math.max(x, 0) + Math.log1p(rounding.besideOne(Math.exp(-Math.abs(x))));
            case Activation.Softmax() -> throw new AssertionError("softmax sees many values");
        };
    }

    /** Returns the error function of x / √2, which kernels of oneDNN approximate. */
    private static double erf(double x, Rounding rounding) {
        return rounding.within(ERF_ERROR, 2 * normalDistribution(x) - 1);
    }

    /**
     * Returns the derivative at x.
     *
     * @param y the result, which a backend may keep instead of x, rounded
     */
    static double slope(Activation activation, double x, double y, Rounding rounding) {
        return switch (activation) {
            case Activation.Relu() -> x > 0 ? 1 : 0;
            case Activation.LeakyRelu(double slope) -> x > 0 ? 1 : slope;
            case Activation.Elu(double alpha) -> x > 0 ? 1 : y + alpha;
            case Activation.Gelu() ->
                    (1 + erf(x, rounding)) / 2 + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            case Activation.Silu() -> 1 / (1 + Math.exp(-x)) * (1 + x - y);
            case Activation.Sigmoid() -> y * (1 - y);
            case Activation.Tanh() -> 1 - y * y;
            case Activation.Softplus() -> 1 / (1 + Math.exp(-x));
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

    private static double[] softmax(Node node, double[] x, Rounding rounding) {
        int places = places(node);
        double[] largest = new double[places];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < x.length; i++) {
            largest[i % places] = Math.max(largest[i % places], x[i]);
        }
        double[] sums = new double[places];
        for (int i = 0; i < x.length; i++) {
            sums[i % places] =
                    rounding.plus(sums[i % places], Math.exp(x[i] - largest[i % places]));
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.exp(x[i] - largest[i % places]) / sums[i % places];
        }
        return y;
    }

    /** Returns over how many places a softmax is taken: those of an image, else one. */
    static int places(Node node) {
        Shape in = node.input();
        return in.isVector() ? 1 : in.size() / in.dimension(0);
    }
}
