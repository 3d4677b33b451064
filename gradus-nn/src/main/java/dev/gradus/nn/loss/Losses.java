package dev.gradus.nn.loss;

import java.util.List;

/** All losses: {@code import static dev.gradus.nn.loss.Losses.*}. */
public final class Losses {
    private Losses() {}

    /** Returns {@link Loss.SoftmaxCrossEntropy} without smoothing or weights. */
    public static Loss.SoftmaxCrossEntropy softmaxCrossEntropy() {
        return new Loss.SoftmaxCrossEntropy(0, List.of());
    }

    /** Returns {@link Loss.BinaryCrossEntropy}. */
    public static Loss binaryCrossEntropy() {
        return new Loss.BinaryCrossEntropy();
    }

    /** Returns {@link Loss.MeanSquaredError}. */
    public static Loss meanSquaredError() {
        return new Loss.MeanSquaredError();
    }

    /** Returns {@link Loss.MeanAbsoluteError}. */
    public static Loss meanAbsoluteError() {
        return new Loss.MeanAbsoluteError();
    }

    /** Returns {@link Loss.Huber} with delta 1. */
    public static Loss huber() {
        return huber(1);
    }

    /** Returns {@link Loss.Huber} with this delta. */
    public static Loss huber(double delta) {
        return new Loss.Huber(delta);
    }

    /** Returns {@link Loss.Quadratic}. */
    public static Loss quadratic() {
        return new Loss.Quadratic();
    }
}
