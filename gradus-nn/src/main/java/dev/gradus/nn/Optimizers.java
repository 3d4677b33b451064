package dev.gradus.nn;

/** All optimizers: {@code import static dev.gradus.nn.Optimizers.*}. */
public final class Optimizers {
    private Optimizers() {}

    /** Returns {@link Optimizer.Sgd} without weight decay. */
    public static Optimizer.Sgd sgd() {
        return new Optimizer.Sgd(WeightDecay.none(WeightDecay.Kind.L2));
    }
}
