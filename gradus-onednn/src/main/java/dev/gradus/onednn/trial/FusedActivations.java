package dev.gradus.onednn.trial;

import dev.gradus.onednn.binding.Eltwise;
import java.util.function.DoubleUnaryOperator;

/** The elementwise functions that kernels compute, in double precision. */
final class FusedActivations {
    private FusedActivations() {}

    static DoubleUnaryOperator of(Eltwise function) {
        double alpha = function.alpha();
        return switch (function.algorithm()) {
            case RELU, RELU_BY_RESULT -> x -> x > 0 ? x : alpha * x;
            case TANH, TANH_BY_RESULT -> Math::tanh;
            case ELU, ELU_BY_RESULT -> x -> x > 0 ? x : alpha * Math.expm1(x);
            case SOFT_RELU ->
                    x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(alpha * x))) / alpha;
            case LOGISTIC, LOGISTIC_BY_RESULT -> FusedActivations::logistic;
            case SWISH -> x -> x * logistic(alpha * x);
            case GELU_ERF -> x -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
            case CONVOLUTION, POOL_MAX, POOL_AVERAGE_WITHOUT_PADDING, ADD, MULTIPLY, SOFTMAX ->
                    throw new IllegalArgumentException("no function of a value: " + function);
        };
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Abramowitz and Stegun 7.1.26, with an error below 1.5e-7. */
    private static double erf(double x) {
        double t = 1 / (1 + 0.3275911 * Math.abs(x));
        double sum =
                ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t
                                + 0.254829592)
                        * t;
        return Math.signum(x) * (1 - sum * Math.exp(-x * x));
    }
}
