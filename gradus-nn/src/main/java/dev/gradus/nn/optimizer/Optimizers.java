package dev.gradus.nn.optimizer;

import dev.gradus.nn.optimizer.Optimizer.RmsProp.Centering;
import dev.gradus.nn.optimizer.WeightDecay.Kind;

/**
 * All optimizers: {@code import static dev.gradus.nn.optimizer.Optimizers.*}. Values not given are
 * PyTorch's.
 */
public final class Optimizers {
    private static final WeightDecay NO_L2 = WeightDecay.none(Kind.L2);

    private Optimizers() {}

    /** {@return {@link Optimizer.Sgd} without weight decay} */
    public static Optimizer.Sgd sgd() {
        return new Optimizer.Sgd(NO_L2);
    }

    /**
     * {@return {@link Optimizer.Momentum} with this factor, as 0.9}
     *
     * @param factor the share of the momentum that is kept, in [0, 1)
     */
    public static Optimizer.Momentum momentum(double factor) {
        return new Optimizer.Momentum(factor, NO_L2);
    }

    /**
     * {@return {@link Optimizer.Nesterov} with this factor, as 0.9}
     *
     * @param factor the share of the momentum that is kept, in [0, 1)
     */
    public static Optimizer.Nesterov nesterov(double factor) {
        return new Optimizer.Nesterov(factor, NO_L2);
    }

    /** {@return {@link AdamFamily.Adam} with betas 0.9 and 0.999, epsilon 1e-8 and no decay} */
    public static AdamFamily.Adam adam() {
        return new AdamFamily.Adam(0.9, 0.999, 1e-8, NO_L2);
    }

    /** {@return {@link AdamFamily.Adam} with a decoupled weight decay of 0.01} */
    public static AdamFamily.Adam adamw() {
        return adam().weightDecay(WeightDecay.decoupled(0.01));
    }

    /** {@return {@link AdamFamily.AmsGrad} with betas 0.9 and 0.999, epsilon 1e-8 and no decay} */
    public static AdamFamily.AmsGrad amsgrad() {
        return new AdamFamily.AmsGrad(0.9, 0.999, 1e-8, NO_L2);
    }

    /**
     * {@return {@link AdamFamily.NAdam} with betas 0.9 and 0.999, epsilon 1e-8, momentum decay
     * 0.004 and no weight decay}
     */
    public static AdamFamily.NAdam nadam() {
        return new AdamFamily.NAdam(0.9, 0.999, 1e-8, 0.004, NO_L2);
    }

    /** {@return {@link AdamFamily.RAdam} with betas 0.9 and 0.999, epsilon 1e-8 and no decay} */
    public static AdamFamily.RAdam radam() {
        return new AdamFamily.RAdam(0.9, 0.999, 1e-8, NO_L2);
    }

    /**
     * {@return {@link AdamFamily.Lamb} with betas 0.9 and 0.999, epsilon 1e-6 and no decay, which
     * would be decoupled}
     */
    public static AdamFamily.Lamb lamb() {
        return new AdamFamily.Lamb(0.9, 0.999, 1e-6, WeightDecay.none(Kind.DECOUPLED));
    }

    /**
     * {@return {@link Optimizer.Lion} with betas 0.9 and 0.99 and no decay, which would be
     * decoupled}
     */
    public static Optimizer.Lion lion() {
        return new Optimizer.Lion(0.9, 0.99, WeightDecay.none(Kind.DECOUPLED));
    }

    /** {@return {@link Optimizer.RmsProp} with smoothing 0.99 and epsilon 1e-8, not centered} */
    public static Optimizer.RmsProp rmsprop() {
        return new Optimizer.RmsProp(0.99, 1e-8, Centering.AROUND_ZERO, NO_L2);
    }

    /** {@return {@link Optimizer.Adagrad} with epsilon 1e-10} */
    public static Optimizer.Adagrad adagrad() {
        return new Optimizer.Adagrad(1e-10, NO_L2);
    }

    /** {@return {@link Optimizer.Adadelta} with rho 0.9 and epsilon 1e-6} */
    public static Optimizer.Adadelta adadelta() {
        return new Optimizer.Adadelta(0.9, 1e-6, NO_L2);
    }

    /**
     * {@return {@link RateFree.Prodigy} with betas 0.9 and 0.999, epsilon 1e-8, a first estimate of
     * 1e-6 and no decay, which would be decoupled; leave the learning rate at 1}
     */
    public static RateFree.Prodigy prodigy() {
        return new RateFree.Prodigy(
                0.9,
                0.999,
                1e-8,
                1e-6,
                1,
                RateFree.Prodigy.Warmup.COUNTED,
                RateFree.Prodigy.Start.PLAIN,
                WeightDecay.none(Kind.DECOUPLED));
    }

    /**
     * {@return {@link RateFree.DAdaptAdam} with betas 0.9 and 0.999, epsilon 1e-8 and a first
     * estimate of 1e-6; leave the learning rate at 1}
     */
    public static RateFree.DAdaptAdam dAdaptAdam() {
        return new RateFree.DAdaptAdam(0.9, 0.999, 1e-8, 1e-6, NO_L2);
    }

    /**
     * {@return {@link RateFree.DAdaptSgd} with a first estimate of 1e-6; leave the learning rate at
     * 1}
     *
     * @param factor the share of the momentum that is kept, in [0, 1), as 0.9
     */
    public static RateFree.DAdaptSgd dAdaptSgd(double factor) {
        return new RateFree.DAdaptSgd(factor, 1e-6, NO_L2);
    }

    /**
     * {@return {@link RateFree.Dog} with a first distance of 1e-6 and epsilon 1e-8; leave the
     * learning rate at 1}
     */
    public static RateFree.Dog dog() {
        return new RateFree.Dog(1e-6, 1e-8, NO_L2);
    }

    /**
     * {@return {@link ScheduleFree.Sgd} with this share of the average}
     *
     * @param beta in (0, 1), as 0.9
     */
    public static ScheduleFree.Sgd scheduleFreeSgd(double beta) {
        return new ScheduleFree.Sgd(beta, NO_L2);
    }

    /**
     * {@return {@link ScheduleFree.AdamW} with betas 0.9 and 0.999, epsilon 1e-8 and no decay,
     * which would be decoupled}
     */
    public static ScheduleFree.AdamW scheduleFreeAdamw() {
        return new ScheduleFree.AdamW(0.9, 0.999, 1e-8, WeightDecay.none(Kind.DECOUPLED));
    }

    static void requireMeans(String optimizer, double beta1, double beta2, double epsilon) {
        requireShare(optimizer, "beta1", beta1);
        requireShare(optimizer, "beta2", beta2);
        requireEpsilon(optimizer, epsilon);
    }

    static void requirePositive(String optimizer, String argument, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s %s must be finite and above 0, got %s"
                            .formatted(optimizer, argument, value));
        }
    }

    static void requireShare(String optimizer, String argument, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "%s %s lies in [0, 1), got %s".formatted(optimizer, argument, value));
        }
    }

    static void requireEpsilon(String optimizer, double epsilon) {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException(
                    "%s epsilon must be finite and above 0, got %s".formatted(optimizer, epsilon));
        }
    }
}
