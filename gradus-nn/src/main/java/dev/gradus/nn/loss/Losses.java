package dev.gradus.nn.loss;

import java.util.List;

/** All losses: {@code import static dev.gradus.nn.loss.Losses.*}. */
public final class Losses {
    private Losses() {}

    /** {@return {@link Loss.SoftmaxCrossEntropy} without smoothing or weights} */
    public static Loss.SoftmaxCrossEntropy softmaxCrossEntropy() {
        return new Loss.SoftmaxCrossEntropy(0, List.of());
    }

    /** {@return {@link Loss.BinaryCrossEntropy}} */
    public static Loss binaryCrossEntropy() {
        return new Loss.BinaryCrossEntropy();
    }

    /** {@return {@link Loss.MeanSquaredError}} */
    public static Loss meanSquaredError() {
        return new Loss.MeanSquaredError();
    }

    /** {@return {@link Loss.MeanAbsoluteError}} */
    public static Loss meanAbsoluteError() {
        return new Loss.MeanAbsoluteError();
    }

    /** {@return {@link Loss.Huber} with delta 1} */
    public static Loss huber() {
        return huber(1);
    }

    /**
     * {@return {@link Loss.Huber} with this delta}
     *
     * @param delta where the parabola ends and the straight line begins; above 0
     */
    public static Loss huber(double delta) {
        return new Loss.Huber(delta);
    }

    /** {@return {@link Loss.Quadratic}} */
    public static Loss quadratic() {
        return new Loss.Quadratic();
    }
}
