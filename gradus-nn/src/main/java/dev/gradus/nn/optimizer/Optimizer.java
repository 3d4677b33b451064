package dev.gradus.nn.optimizer;

import dev.gradus.nn.optimizer.WeightDecay.Kind;
import dev.gradus.text.TextForm;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a gradient becomes an update: a value. It holds no state and no learning rate; rate, momentum
 * and weight decay are passed to each update. {@link Optimizers} makes them.
 *
 * <p>g is the gradient, w a parameter, rate the learning rate of the update; slots begin at 0. All
 * follow PyTorch where PyTorch has them, so rates found there apply here.
 */
public sealed interface Optimizer
        permits Optimizer.Sgd,
                Optimizer.Momentum,
                Optimizer.Nesterov,
                Optimizer.Lion,
                Optimizer.RmsProp,
                Optimizer.Adagrad,
                Optimizer.Adadelta,
                AdamFamily,
                RateFree,
                ScheduleFree,
                OwnOptimizer {
    /**
     * {@return the optimizer that a text names, as it is written in Java but with named options:
     * {@code momentum(0.9)}, {@code adamw(beta2=0.95, weightDecay=0.01)}} {@code toString} is the
     * way back.
     *
     * @param text an optimizer as a user writes it
     * @throws dev.gradus.text.TextException if it names none; it points at the place and suggests
     */
    static Optimizer parse(String text) {
        return OptimizerText.parse(text);
    }

    /** {@return the names of the values kept for each parameter, such as {@code momentum}} */
    List<String> slots();

    /**
     * {@return the names of the numbers kept for all parameters together, as {@code estimate}; they
     * are saved and resumed as slots are}
     */
    default List<String> numbers() {
        return List.of();
    }

    /**
     * {@return the momentum (for Lion and the Adam family beta1) unless a schedule says otherwise,
     * or nothing if there is none}
     */
    OptionalDouble momentum();

    /** {@return the weight decay unless a schedule says otherwise, and how it acts} */
    WeightDecay weightDecay();

    /**
     * {@return this optimizer with this weight decay}
     *
     * @param weightDecay the weight decay
     */
    Optimizer weightDecay(WeightDecay weightDecay);

    /**
     * {@return this optimizer with a weight decay of this strength, acting as it did}
     *
     * @param amount the strength, at least 0
     */
    default Optimizer weightDecay(double amount) {
        return weightDecay(new WeightDecay(amount, weightDecay().kind()));
    }

    /**
     * w ← w − rate · g.
     *
     * @param weightDecay decay of the weights
     */
    record Sgd(WeightDecay weightDecay) implements Optimizer {
        @Override
        public List<String> slots() {
            return List.of();
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.empty();
        }

        @Override
        public Sgd weightDecay(WeightDecay decay) {
            return new Sgd(decay);
        }

        @Override
        public String toString() {
            return TextForm.of("sgd")
                    .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                    .toString();
        }
    }

    /**
     * m ← factor · m + g, w ← w − rate · m: classical momentum (Polyak 1964) in PyTorch's form, in
     * which a change of the rate acts at once on all of m.
     *
     * @param factor how much of m lasts, in [0, 1)
     * @param weightDecay decay of the weights
     */
    record Momentum(double factor, WeightDecay weightDecay) implements Optimizer {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Momentum {
            Optimizers.requireShare("momentum", "factor", factor);
        }

        @Override
        public List<String> slots() {
            return List.of("momentum");
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.of(factor);
        }

        @Override
        public Momentum weightDecay(WeightDecay decay) {
            return new Momentum(factor, decay);
        }

        @Override
        public String toString() {
            return TextForm.of("momentum")
                    .with(factor)
                    .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                    .toString();
        }
    }

    /**
     * m ← factor · m + g, w ← w − rate · (g + factor · m): Nesterov's momentum in PyTorch's form
     * (Sutskever et al. 2013), with the gradient taken where w is.
     *
     * @param factor how much of m lasts, in [0, 1)
     * @param weightDecay decay of the weights
     */
    record Nesterov(double factor, WeightDecay weightDecay) implements Optimizer {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Nesterov {
            Optimizers.requireShare("nesterov", "factor", factor);
        }

        @Override
        public List<String> slots() {
            return List.of("momentum");
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.of(factor);
        }

        @Override
        public Nesterov weightDecay(WeightDecay decay) {
            return new Nesterov(factor, decay);
        }

        @Override
        public String toString() {
            return TextForm.of("nesterov")
                    .with(factor)
                    .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                    .toString();
        }
    }

    /**
     * w ← w − rate · sign(beta1 · m + (1 − beta1) · g), then m ← beta2 · m + (1 − beta2) · g. Chen
     * et al. 2023, "Symbolic discovery of optimization algorithms". Every value moves by the rate,
     * so the rate is 3 to 10 times smaller than AdamW's and the decay as many times larger.
     *
     * @param beta1 how much of m the step takes, in [0, 1); the momentum
     * @param beta2 how much of m lasts, in [0, 1)
     * @param weightDecay decay of the weights
     */
    record Lion(double beta1, double beta2, WeightDecay weightDecay) implements Optimizer {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Lion {
            Optimizers.requireShare("lion", "beta1", beta1);
            Optimizers.requireShare("lion", "beta2", beta2);
        }

        @Override
        public List<String> slots() {
            return List.of("momentum");
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.of(beta1);
        }

        /**
         * {@return this optimizer with these shares of the momentum}
         *
         * @param beta1 the share of the momentum in an update, in [0, 1)
         * @param beta2 the share of the momentum that is kept, in [0, 1)
         */
        public Lion betas(double beta1, double beta2) {
            return new Lion(beta1, beta2, weightDecay);
        }

        @Override
        public Lion weightDecay(WeightDecay decay) {
            return new Lion(beta1, beta2, decay);
        }

        @Override
        public String toString() {
            var usual = Optimizers.lion();
            return TextForm.of("lion")
                    .with("beta1", beta1, usual.beta1)
                    .with("beta2", beta2, usual.beta2)
                    .with("weightDecay", weightDecay.written(Kind.DECOUPLED), 0.0)
                    .toString();
        }
    }

    /**
     * v ← smoothing · v + (1 − smoothing) · g², w ← w − rate · g / (√v + epsilon). Hinton 2012, in
     * PyTorch's form; centered (Graves 2013), √(v − a²) replaces √v, where a ← smoothing · a + (1 −
     * smoothing) · g.
     *
     * @param smoothing how much of the mean of squares lasts, in [0, 1); PyTorch's {@code alpha}
     * @param epsilon added to the root, above 0
     * @param centering whether the mean of squares is taken around the mean
     * @param weightDecay decay of the weights
     */
    record RmsProp(double smoothing, double epsilon, Centering centering, WeightDecay weightDecay)
            implements Optimizer {
        /** What is subtracted before the mean of squares is taken. */
        public enum Centering {
            /** The mean of the squares, as in Hinton's lecture. */
            AROUND_ZERO,
            /**
             * The variance: the mean of the squares less the square of the mean, as in Graves 2013.
             */
            AROUND_MEAN
        }

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public RmsProp {
            Optimizers.requireShare("rmsprop", "smoothing", smoothing);
            Optimizers.requireEpsilon("rmsprop", epsilon);
        }

        @Override
        public List<String> slots() {
            return centering == Centering.AROUND_MEAN
                    ? List.of("meanSquare", "mean")
                    : List.of("meanSquare");
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.empty();
        }

        /**
         * {@return this optimizer with this decay rate of its mean of squares}
         *
         * @param smoothing the share of the mean of squares that is kept, in [0, 1)
         */
        public RmsProp smoothing(double smoothing) {
            return new RmsProp(smoothing, epsilon, centering, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the root, so that nothing is divided by 0; above 0
         */
        public RmsProp epsilon(double epsilon) {
            return new RmsProp(smoothing, epsilon, centering, weightDecay);
        }

        /** {@return this optimizer with its mean of squares taken around the mean} */
        public RmsProp centered() {
            return new RmsProp(smoothing, epsilon, Centering.AROUND_MEAN, weightDecay);
        }

        @Override
        public RmsProp weightDecay(WeightDecay decay) {
            return new RmsProp(smoothing, epsilon, centering, decay);
        }

        @Override
        public String toString() {
            var usual = Optimizers.rmsprop();
            return TextForm.of("rmsprop")
                    .with("smoothing", smoothing, usual.smoothing)
                    .with("epsilon", epsilon, usual.epsilon)
                    .with("centered", centering == Centering.AROUND_MEAN, false)
                    .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                    .toString();
        }
    }

    /**
     * s ← s + g², w ← w − rate · g / (√s + epsilon). Duchi et al. 2011.
     *
     * @param epsilon added to the root, above 0
     * @param weightDecay decay of the weights
     */
    record Adagrad(double epsilon, WeightDecay weightDecay) implements Optimizer {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Adagrad {
            Optimizers.requireEpsilon("adagrad", epsilon);
        }

        @Override
        public List<String> slots() {
            return List.of("sumOfSquares");
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.empty();
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the root, so that nothing is divided by 0; above 0
         */
        public Adagrad epsilon(double epsilon) {
            return new Adagrad(epsilon, weightDecay);
        }

        @Override
        public Adagrad weightDecay(WeightDecay decay) {
            return new Adagrad(epsilon, decay);
        }

        @Override
        public String toString() {
            return TextForm.of("adagrad")
                    .with("epsilon", epsilon, Optimizers.adagrad().epsilon)
                    .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                    .toString();
        }
    }

    /**
     * v ← rho · v + (1 − rho) · g², d = g · √(u + epsilon) / √(v + epsilon), u ← rho · u + (1 −
     * rho) · d², w ← w − rate · d. Zeiler 2012, who uses a rate of 1.
     *
     * @param rho how much of the two means of squares lasts, in [0, 1)
     * @param epsilon added under the roots, above 0
     * @param weightDecay decay of the weights
     */
    record Adadelta(double rho, double epsilon, WeightDecay weightDecay) implements Optimizer {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Adadelta {
            Optimizers.requireShare("adadelta", "rho", rho);
            Optimizers.requireEpsilon("adadelta", epsilon);
        }

        @Override
        public List<String> slots() {
            return List.of("meanSquare", "meanSquareStep");
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.empty();
        }

        /**
         * {@return this optimizer with this decay rate of its means of squares}
         *
         * @param rho the share of the means that is kept, in [0, 1)
         */
        public Adadelta rho(double rho) {
            return new Adadelta(rho, epsilon, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added under the roots, so that nothing is divided by 0; above 0
         */
        public Adadelta epsilon(double epsilon) {
            return new Adadelta(rho, epsilon, weightDecay);
        }

        @Override
        public Adadelta weightDecay(WeightDecay decay) {
            return new Adadelta(rho, epsilon, decay);
        }

        @Override
        public String toString() {
            var usual = Optimizers.adadelta();
            return TextForm.of("adadelta")
                    .with("rho", rho, usual.rho)
                    .with("epsilon", epsilon, usual.epsilon)
                    .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                    .toString();
        }
    }
}
