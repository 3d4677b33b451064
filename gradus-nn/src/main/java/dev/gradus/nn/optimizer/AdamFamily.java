package dev.gradus.nn.optimizer;

import dev.gradus.nn.optimizer.WeightDecay.Kind;
import dev.gradus.text.TextForm;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Optimizers that keep a running mean m ← beta1 · m + (1 − beta1) · g and mean of squares v ← beta2
 * · v + (1 − beta2) · g² of the gradient. Update t, counted from 1, corrects their start at 0: m̂ =
 * m / (1 − beta1ᵗ), v̂ = v / (1 − beta2ᵗ). Where beta1 is scheduled, its current value is used
 * throughout, as in PyTorch.
 */
public sealed interface AdamFamily extends Optimizer {
    /** {@return how much of the mean lasts, in [0, 1); the momentum} */
    double beta1();

    /** {@return how much of the mean of squares lasts, in [0, 1)} */
    double beta2();

    /** {@return what is added to the root of the mean of squares} */
    double epsilon();

    @Override
    default List<String> slots() {
        return List.of("mean", "variance");
    }

    @Override
    default OptionalDouble momentum() {
        return OptionalDouble.of(beta1());
    }

    /**
     * w ← w − rate · m̂ / (√v̂ + epsilon). Kingma and Ba 2015; with decoupled decay it is AdamW
     * (Loshchilov and Hutter 2019).
     *
     * @param beta1 how much of the mean lasts, in [0, 1); the momentum
     * @param beta2 how much of the mean of squares lasts, in [0, 1)
     * @param epsilon added to the root, above 0
     * @param weightDecay decay of the weights: L2 for Adam, decoupled for AdamW
     */
    record Adam(double beta1, double beta2, double epsilon, WeightDecay weightDecay)
            implements AdamFamily {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Adam {
            Optimizers.requireMeans("adam", beta1, beta2, epsilon);
        }

        /**
         * {@return this optimizer with these decay rates of its means}
         *
         * @param beta1 the share of the mean of gradients that is kept, in [0, 1)
         * @param beta2 the share of the mean of squares that is kept, in [0, 1)
         */
        public Adam betas(double beta1, double beta2) {
            return new Adam(beta1, beta2, epsilon, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the root, so that nothing is divided by 0; above 0
         */
        public Adam epsilon(double epsilon) {
            return new Adam(beta1, beta2, epsilon, weightDecay);
        }

        @Override
        public Adam weightDecay(WeightDecay decay) {
            return new Adam(beta1, beta2, epsilon, decay);
        }

        @Override
        public String toString() {
            return weightDecay.kind() == Kind.DECOUPLED
                    ? text("adamw", this, Optimizers.adam())
                            .with("weightDecay", weightDecay.amount())
                            .toString()
                    : text("adam", this, Optimizers.adam())
                            .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                            .toString();
        }
    }

    /**
     * Adam with the largest v so far instead of v. Reddi et al. 2018, in PyTorch's form.
     *
     * @param beta1 how much of the mean lasts, in [0, 1); the momentum
     * @param beta2 how much of the mean of squares lasts, in [0, 1)
     * @param epsilon added to the root, above 0
     * @param weightDecay decay of the weights
     */
    record AmsGrad(double beta1, double beta2, double epsilon, WeightDecay weightDecay)
            implements AdamFamily {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public AmsGrad {
            Optimizers.requireMeans("amsgrad", beta1, beta2, epsilon);
        }

        @Override
        public List<String> slots() {
            return List.of("mean", "variance", "largestVariance");
        }

        /**
         * {@return this optimizer with these decay rates of its means}
         *
         * @param beta1 the share of the mean of gradients that is kept, in [0, 1)
         * @param beta2 the share of the mean of squares that is kept, in [0, 1)
         */
        public AmsGrad betas(double beta1, double beta2) {
            return new AmsGrad(beta1, beta2, epsilon, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the root, so that nothing is divided by 0; above 0
         */
        public AmsGrad epsilon(double epsilon) {
            return new AmsGrad(beta1, beta2, epsilon, weightDecay);
        }

        @Override
        public AmsGrad weightDecay(WeightDecay decay) {
            return new AmsGrad(beta1, beta2, epsilon, decay);
        }

        @Override
        public String toString() {
            return text("amsgrad", this, Optimizers.amsgrad())
                    .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                    .toString();
        }
    }

    /**
     * Adam with Nesterov's momentum: w ← w − rate · (μ′ · m / (1 − ∏μ · μ′) + (1 − μ) · g / (1 −
     * ∏μ)) / (√v̂ + epsilon), where μ = beta1 · (1 − ½ · 0.96^(t · momentumDecay)) for update t
     * counted from 1, μ′ the same for t + 1, and ∏μ the product over all updates until t. Dozat
     * 2016, in PyTorch's form.
     *
     * @param beta1 how much of the mean lasts, in [0, 1); the momentum
     * @param beta2 how much of the mean of squares lasts, in [0, 1)
     * @param epsilon added to the root, above 0
     * @param momentumDecay how fast μ approaches beta1, at least 0
     * @param weightDecay decay of the weights
     */
    record NAdam(
            double beta1,
            double beta2,
            double epsilon,
            double momentumDecay,
            WeightDecay weightDecay)
            implements AdamFamily {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public NAdam {
            Optimizers.requireMeans("nadam", beta1, beta2, epsilon);
            if (!(momentumDecay >= 0) || Double.isInfinite(momentumDecay)) {
                throw new IllegalArgumentException(
                        "nadam momentumDecay must be finite and at least 0, got " + momentumDecay);
            }
        }

        /**
         * {@return this optimizer with these decay rates of its means}
         *
         * @param beta1 the share of the mean of gradients that is kept, in [0, 1)
         * @param beta2 the share of the mean of squares that is kept, in [0, 1)
         */
        public NAdam betas(double beta1, double beta2) {
            return new NAdam(beta1, beta2, epsilon, momentumDecay, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the root, so that nothing is divided by 0; above 0
         */
        public NAdam epsilon(double epsilon) {
            return new NAdam(beta1, beta2, epsilon, momentumDecay, weightDecay);
        }

        /**
         * {@return this optimizer with this decay of its momentum schedule}
         *
         * @param momentumDecay how fast the momentum approaches beta1, at least 0
         */
        public NAdam momentumDecay(double momentumDecay) {
            return new NAdam(beta1, beta2, epsilon, momentumDecay, weightDecay);
        }

        @Override
        public NAdam weightDecay(WeightDecay decay) {
            return new NAdam(beta1, beta2, epsilon, momentumDecay, decay);
        }

        @Override
        public String toString() {
            return text("nadam", this, Optimizers.nadam())
                    .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                    .with("momentumDecay", momentumDecay, Optimizers.nadam().momentumDecay)
                    .toString();
        }
    }

    /**
     * Adam that takes steps of plain momentum until v has seen enough to be trusted, and smaller
     * ones for a while after. Liu et al. 2020, "On the variance of the adaptive learning rate and
     * beyond", in PyTorch's form.
     *
     * @param beta1 how much of the mean lasts, in [0, 1); the momentum
     * @param beta2 how much of the mean of squares lasts, in [0, 1)
     * @param epsilon added to the root, above 0
     * @param weightDecay decay of the weights
     */
    record RAdam(double beta1, double beta2, double epsilon, WeightDecay weightDecay)
            implements AdamFamily {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public RAdam {
            Optimizers.requireMeans("radam", beta1, beta2, epsilon);
        }

        /**
         * {@return this optimizer with these decay rates of its means}
         *
         * @param beta1 the share of the mean of gradients that is kept, in [0, 1)
         * @param beta2 the share of the mean of squares that is kept, in [0, 1)
         */
        public RAdam betas(double beta1, double beta2) {
            return new RAdam(beta1, beta2, epsilon, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the root, so that nothing is divided by 0; above 0
         */
        public RAdam epsilon(double epsilon) {
            return new RAdam(beta1, beta2, epsilon, weightDecay);
        }

        @Override
        public RAdam weightDecay(WeightDecay decay) {
            return new RAdam(beta1, beta2, epsilon, decay);
        }

        @Override
        public String toString() {
            return text("radam", this, Optimizers.radam())
                    .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                    .toString();
        }
    }

    /**
     * Adam's step r = m̂ / (√v̂ + epsilon) + decay · w, made as long as the weight tensor it
     * changes: w ← w − rate · ‖w‖ / ‖r‖ · r. The ratio is 1 where a norm is 0, and for biases and
     * normalizations, as in the authors' code. You et al. 2020, "Large batch optimization for deep
     * learning".
     *
     * @param beta1 how much of the mean lasts, in [0, 1); the momentum
     * @param beta2 how much of the mean of squares lasts, in [0, 1)
     * @param epsilon added to the root, above 0
     * @param weightDecay decay of the weights; decoupled, it is part of r
     */
    record Lamb(double beta1, double beta2, double epsilon, WeightDecay weightDecay)
            implements AdamFamily {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Lamb {
            Optimizers.requireMeans("lamb", beta1, beta2, epsilon);
        }

        /**
         * {@return this optimizer with these decay rates of its means}
         *
         * @param beta1 the share of the mean of gradients that is kept, in [0, 1)
         * @param beta2 the share of the mean of squares that is kept, in [0, 1)
         */
        public Lamb betas(double beta1, double beta2) {
            return new Lamb(beta1, beta2, epsilon, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the root, so that nothing is divided by 0; above 0
         */
        public Lamb epsilon(double epsilon) {
            return new Lamb(beta1, beta2, epsilon, weightDecay);
        }

        @Override
        public Lamb weightDecay(WeightDecay decay) {
            return new Lamb(beta1, beta2, epsilon, decay);
        }

        @Override
        public String toString() {
            return text("lamb", this, Optimizers.lamb())
                    .with("weightDecay", weightDecay.written(Kind.DECOUPLED), 0.0)
                    .toString();
        }
    }

    private static TextForm text(String name, AdamFamily optimizer, AdamFamily usual) {
        return TextForm.of(name)
                .with("beta1", optimizer.beta1(), usual.beta1())
                .with("beta2", optimizer.beta2(), usual.beta2())
                .with("epsilon", optimizer.epsilon(), usual.epsilon());
    }
}
