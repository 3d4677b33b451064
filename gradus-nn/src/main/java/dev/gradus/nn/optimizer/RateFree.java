package dev.gradus.nn.optimizer;

import dev.gradus.nn.optimizer.WeightDecay.Kind;
import dev.gradus.text.TextForm;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Optimizers that find their own rate while they train: each estimates how far the weights are from
 * the solution, and its step grows with the estimate. The given learning rate multiplies the one
 * they find: leave it at 1 unless larger or smaller steps are wanted.
 *
 * <p>There is one estimate for all parameters, so the rate of a parameter group is 0 or 1. An
 * update at rate 0 changes nothing, the estimate included.
 */
public sealed interface RateFree extends Optimizer {
    /** {@return the kind of its weight decay by default} */
    Kind usualDecay();

    /**
     * Prodigy. With d the estimate, beginning at d₀, and r the rate:
     *
     * <pre>
     * q ← √beta2 · q + (d / d₀) · d · r · Σ g · (w₀ − w)
     * s ← √beta2 · s + (d / d₀) · d · r · g
     * m ← beta1 · m + (1 − beta1) · d · g,  v ← beta2 · v + (1 − beta2) · d² · g²
     * w ← w − r · d · m / (√v + d' · epsilon),  d' = max(d, coefficient · q / Σ|s|)
     * </pre>
     *
     * <p>Mishchenko and Defazio 2023, "Prodigy: an expeditiously adaptive parameter-free learner";
     * the form and the defaults of the authors' package {@code prodigyopt}.
     *
     * @param beta1 how much of the mean lasts, in [0, 1); the momentum
     * @param beta2 how much of the mean of squares lasts, in [0, 1)
     * @param epsilon added to the root, above 0
     * @param initial the first estimate d₀, above 0
     * @param coefficient multiplies the estimate, above 0; the setting to tune
     * @param warmup how a rate below 1 counts in the estimate
     * @param start whether m and v are corrected for their start at 0
     * @param weightDecay decay of the weights, decoupled unless another kind is asked for
     */
    record Prodigy(
            double beta1,
            double beta2,
            double epsilon,
            double initial,
            double coefficient,
            Warmup warmup,
            Start start,
            WeightDecay weightDecay)
            implements RateFree {
        /** How a rate below 1 counts in the estimate. */
        public enum Warmup {
            /** The rate is a factor in s, as everywhere else. */
            COUNTED,
            /**
             * The rate is left out of s, so that the steps of a warm-up do not freeze the estimate
             * ({@code safeguard_warmup}).
             */
            GUARDED
        }

        /** Whether m and v are corrected for their start at 0. */
        public enum Start {
            /** Not corrected. */
            PLAIN,
            /** Corrected as in Adam ({@code use_bias_correction}). */
            CORRECTED
        }

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Prodigy {
            Optimizers.requireMeans("prodigy", beta1, beta2, epsilon);
            Optimizers.requirePositive("prodigy", "initial", initial);
            Optimizers.requirePositive("prodigy", "coefficient", coefficient);
        }

        @Override
        public List<String> slots() {
            return List.of("mean", "variance", "sum", "start");
        }

        @Override
        public List<String> numbers() {
            return List.of("estimate", "numerator");
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.of(beta1);
        }

        @Override
        public Kind usualDecay() {
            return Kind.DECOUPLED;
        }

        /**
         * {@return this optimizer with these decay rates of its means}
         *
         * @param beta1 the share of the mean of gradients that is kept, in [0, 1)
         * @param beta2 the share of the mean of squares that is kept, in [0, 1)
         */
        public Prodigy betas(double beta1, double beta2) {
            return new Prodigy(
                    beta1, beta2, epsilon, initial, coefficient, warmup, start, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the root, above 0
         */
        public Prodigy epsilon(double epsilon) {
            return new Prodigy(
                    beta1, beta2, epsilon, initial, coefficient, warmup, start, weightDecay);
        }

        /**
         * {@return this optimizer with this first estimate}
         *
         * @param initial d₀, above 0
         */
        public Prodigy initial(double initial) {
            return new Prodigy(
                    beta1, beta2, epsilon, initial, coefficient, warmup, start, weightDecay);
        }

        /**
         * {@return this optimizer with this multiple of its estimate}
         *
         * @param coefficient above 0, as 0.5 or 2
         */
        public Prodigy coefficient(double coefficient) {
            return new Prodigy(
                    beta1, beta2, epsilon, initial, coefficient, warmup, start, weightDecay);
        }

        /** {@return this optimizer for a schedule with a warm-up} */
        public Prodigy safeguardWarmup() {
            return new Prodigy(
                    beta1,
                    beta2,
                    epsilon,
                    initial,
                    coefficient,
                    Warmup.GUARDED,
                    start,
                    weightDecay);
        }

        /** {@return this optimizer with Adam's correction of the start} */
        public Prodigy biasCorrection() {
            return new Prodigy(
                    beta1,
                    beta2,
                    epsilon,
                    initial,
                    coefficient,
                    warmup,
                    Start.CORRECTED,
                    weightDecay);
        }

        @Override
        public Prodigy weightDecay(WeightDecay decay) {
            return new Prodigy(beta1, beta2, epsilon, initial, coefficient, warmup, start, decay);
        }

        @Override
        public String toString() {
            var usual = Optimizers.prodigy();
            return TextForm.of("prodigy")
                    .with("beta1", beta1, usual.beta1)
                    .with("beta2", beta2, usual.beta2)
                    .with("epsilon", epsilon, usual.epsilon)
                    .with("initial", initial, usual.initial)
                    .with("coefficient", coefficient, usual.coefficient)
                    .with("safeguardWarmup", warmup == Warmup.GUARDED, false)
                    .with("biasCorrection", start == Start.CORRECTED, false)
                    .with("weightDecay", weightDecay.written(usualDecay()), 0.0)
                    .toString();
        }
    }

    /**
     * Adam with D-Adaptation. With d the estimate, beginning at d₀, r the rate and b = √beta2:
     *
     * <pre>
     * q ← b · q + (1 − b) · d · r · Σ g · s / (√v + epsilon)
     * m ← beta1 · m + (1 − beta1) · d · r · g,  v ← beta2 · v + (1 − beta2) · g²
     * s ← b · s + (1 − b) · d · r · g
     * w ← w − m / (√v + epsilon),  d ← max(d, q / ((1 − b) · Σ|s|))
     * </pre>
     *
     * <p>Defazio and Mishchenko 2023, "Learning-rate-free learning by D-Adaptation"; the form and
     * the defaults of the authors' package {@code dadaptation}, version 3.
     *
     * @param beta1 how much of the mean lasts, in [0, 1); the momentum
     * @param beta2 how much of the mean of squares lasts, in [0, 1)
     * @param epsilon added to the root, above 0
     * @param initial the first estimate d₀, above 0
     * @param weightDecay decay of the weights
     */
    record DAdaptAdam(
            double beta1, double beta2, double epsilon, double initial, WeightDecay weightDecay)
            implements RateFree {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public DAdaptAdam {
            Optimizers.requireMeans("dAdaptAdam", beta1, beta2, epsilon);
            Optimizers.requirePositive("dAdaptAdam", "initial", initial);
        }

        @Override
        public List<String> slots() {
            return List.of("mean", "variance", "sum");
        }

        @Override
        public List<String> numbers() {
            return List.of("estimate", "numerator");
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.of(beta1);
        }

        @Override
        public Kind usualDecay() {
            return Kind.L2;
        }

        /**
         * {@return this optimizer with these decay rates of its means}
         *
         * @param beta1 the share of the mean of gradients that is kept, in [0, 1)
         * @param beta2 the share of the mean of squares that is kept, in [0, 1)
         */
        public DAdaptAdam betas(double beta1, double beta2) {
            return new DAdaptAdam(beta1, beta2, epsilon, initial, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the root, above 0
         */
        public DAdaptAdam epsilon(double epsilon) {
            return new DAdaptAdam(beta1, beta2, epsilon, initial, weightDecay);
        }

        /**
         * {@return this optimizer with this first estimate}
         *
         * @param initial d₀, above 0
         */
        public DAdaptAdam initial(double initial) {
            return new DAdaptAdam(beta1, beta2, epsilon, initial, weightDecay);
        }

        @Override
        public DAdaptAdam weightDecay(WeightDecay decay) {
            return new DAdaptAdam(beta1, beta2, epsilon, initial, decay);
        }

        @Override
        public String toString() {
            var usual = Optimizers.dAdaptAdam();
            return TextForm.of("dAdaptAdam")
                    .with("beta1", beta1, usual.beta1)
                    .with("beta2", beta2, usual.beta2)
                    .with("epsilon", epsilon, usual.epsilon)
                    .with("initial", initial, usual.initial)
                    .with("weightDecay", weightDecay.written(usualDecay()), 0.0)
                    .toString();
        }
    }

    /**
     * SGD with D-Adaptation. With d the estimate, beginning at d₀, r the rate and γ = d · r / ‖g₀‖,
     * g₀ the first gradient:
     *
     * <pre>
     * q ← q + γ · Σ g · s,  s ← s + γ · g,  d ← max(d, 2 · q / ‖s‖)
     * w ← factor · w + (1 − factor) · (w₀ − s)
     * </pre>
     *
     * <p>Defazio and Mishchenko 2023; the form of the authors' package {@code dadaptation}, version
     * 3. The decay is of kind L2.
     *
     * @param factor how much of w lasts, in [0, 1); the momentum
     * @param initial the first estimate d₀, above 0
     * @param weightDecay decay of the weights
     */
    record DAdaptSgd(double factor, double initial, WeightDecay weightDecay) implements RateFree {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public DAdaptSgd {
            Optimizers.requireShare("dAdaptSgd", "factor", factor);
            Optimizers.requirePositive("dAdaptSgd", "initial", initial);
        }

        @Override
        public List<String> slots() {
            return List.of("sum", "start");
        }

        @Override
        public List<String> numbers() {
            return List.of("estimate", "numerator", "firstNorm");
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.of(factor);
        }

        @Override
        public Kind usualDecay() {
            return Kind.L2;
        }

        /**
         * {@return this optimizer with this first estimate}
         *
         * @param initial d₀, above 0
         */
        public DAdaptSgd initial(double initial) {
            return new DAdaptSgd(factor, initial, weightDecay);
        }

        @Override
        public DAdaptSgd weightDecay(WeightDecay decay) {
            return new DAdaptSgd(factor, initial, decay);
        }

        @Override
        public String toString() {
            var usual = Optimizers.dAdaptSgd(factor);
            return TextForm.of("dAdaptSgd")
                    .with(factor)
                    .with("initial", initial, usual.initial)
                    .with("weightDecay", weightDecay.written(usualDecay()), 0.0)
                    .toString();
        }
    }

    /**
     * Distance over gradients: w ← w − rate · r / √(epsilon + Σ‖g‖²) · g, the sum over all updates
     * so far, with r the largest distance ‖w − w₀‖ so far, at first initial · (1 + ‖w₀‖). Ivgi et
     * al. 2023, "DoG is SGD's best friend"; the authors' package {@code dog-optimizer}. They
     * suggest an initial distance of 1e-4 for networks with batchNorm and evaluate an average of
     * the weights. The decay is of kind L2.
     *
     * @param initial the first distance as a share of 1 + ‖w₀‖, above 0
     * @param epsilon added to the sum of squares, above 0
     * @param weightDecay decay of the weights
     */
    record Dog(double initial, double epsilon, WeightDecay weightDecay) implements RateFree {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Dog {
            Optimizers.requirePositive("dog", "initial", initial);
            Optimizers.requireEpsilon("dog", epsilon);
        }

        @Override
        public List<String> slots() {
            return List.of("start");
        }

        @Override
        public List<String> numbers() {
            return List.of("distance", "sumOfSquares");
        }

        @Override
        public OptionalDouble momentum() {
            return OptionalDouble.empty();
        }

        @Override
        public Kind usualDecay() {
            return Kind.L2;
        }

        /**
         * {@return this optimizer with this first distance}
         *
         * @param initial as a share of 1 + ‖w₀‖, above 0
         */
        public Dog initial(double initial) {
            return new Dog(initial, epsilon, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the sum of squares, above 0
         */
        public Dog epsilon(double epsilon) {
            return new Dog(initial, epsilon, weightDecay);
        }

        @Override
        public Dog weightDecay(WeightDecay decay) {
            return new Dog(initial, epsilon, decay);
        }

        @Override
        public String toString() {
            var usual = Optimizers.dog();
            return TextForm.of("dog")
                    .with("initial", initial, usual.initial)
                    .with("epsilon", epsilon, usual.epsilon)
                    .with("weightDecay", weightDecay.written(usualDecay()), 0.0)
                    .toString();
        }
    }
}
