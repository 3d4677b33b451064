package dev.gradus.nn.optimizer;

import dev.gradus.nn.optimizer.WeightDecay.Kind;
import dev.gradus.text.TextForm;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Optimizers that need no decaying schedule, since they average: gradients are taken at y = (1 −
 * beta) · z + beta · x, where z is what the steps move and x the average of all z so far. Training
 * works on y; <em>x is the model</em>: it is what is validated, saved and exported.
 *
 * <p>With c = ρ² / Σρ², ρ the largest rate so far, the sum over all updates:
 *
 * <pre>
 * x ← (1 − c) · x + c · z',  z' = z − rate · step,  y ← (1 − beta) · z' + beta · x
 * </pre>
 *
 * <p>The averaging replaces a falling rate: leave the rate constant after a warm-up. Defazio et al.
 * 2024, "The road less scheduled"; the form of the authors' package {@code schedulefree}, version
 * 1.4, with r = 0 and weight_lr_power = 2. Weights decay at y.
 */
public sealed interface ScheduleFree extends Optimizer {
    /** {@return the share of the average in the weights at which gradients are taken, in (0, 1)} */
    double beta();

    /** {@return the slot of z} */
    default int base() {
        return 0;
    }

    /**
     * {@return the average x of a weight}
     *
     * @param weight the weight y in training
     * @param base its z
     */
    default float average(float weight, float base) {
        return (float) (weight + (1 - 1 / beta()) * ((double) base - weight));
    }

    @Override
    default List<String> numbers() {
        return List.of("largestRate", "sumOfWeights");
    }

    /** {@return nothing: the share of the average is not a momentum for a schedule to change} */
    @Override
    default OptionalDouble momentum() {
        return OptionalDouble.empty();
    }

    /**
     * The step is the gradient.
     *
     * @param beta the share of the average in the weights that gradients are taken at, in (0, 1)
     * @param weightDecay decay of the weights, of kind L2
     */
    record Sgd(double beta, WeightDecay weightDecay) implements ScheduleFree {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Sgd {
            requireBeta("scheduleFreeSgd", "beta", beta);
        }

        @Override
        public List<String> slots() {
            return List.of("base");
        }

        @Override
        public Sgd weightDecay(WeightDecay decay) {
            return new Sgd(beta, decay);
        }

        @Override
        public String toString() {
            return TextForm.of("scheduleFreeSgd")
                    .with(beta)
                    .with("weightDecay", weightDecay.written(Kind.L2), 0.0)
                    .toString();
        }
    }

    /**
     * The step is g / (√v̂ + epsilon), with v ← beta2 · v + (1 − beta2) · g² and v̂ = v / (1 −
     * beta2ᵗ).
     *
     * @param beta the share of the average in the weights that gradients are taken at, in (0, 1)
     * @param beta2 how much of the mean of squares lasts, in [0, 1)
     * @param epsilon added to the root, above 0
     * @param weightDecay decay of the weights, decoupled unless another kind is asked for
     */
    record AdamW(double beta, double beta2, double epsilon, WeightDecay weightDecay)
            implements ScheduleFree {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public AdamW {
            requireBeta("scheduleFreeAdamw", "beta1", beta);
            Optimizers.requireMeans("scheduleFreeAdamw", beta, beta2, epsilon);
        }

        @Override
        public List<String> slots() {
            return List.of("base", "variance");
        }

        /**
         * {@return this optimizer with these shares}
         *
         * @param beta the share of the average in the weights that gradients are taken at, in (0,
         *     1)
         * @param beta2 the share of the mean of squares that is kept, in [0, 1)
         */
        public AdamW betas(double beta, double beta2) {
            return new AdamW(beta, beta2, epsilon, weightDecay);
        }

        /**
         * {@return this optimizer with this epsilon}
         *
         * @param epsilon added to the root, above 0
         */
        public AdamW epsilon(double epsilon) {
            return new AdamW(beta, beta2, epsilon, weightDecay);
        }

        @Override
        public AdamW weightDecay(WeightDecay decay) {
            return new AdamW(beta, beta2, epsilon, decay);
        }

        @Override
        public String toString() {
            var usual = Optimizers.scheduleFreeAdamw();
            return TextForm.of("scheduleFreeAdamw")
                    .with("beta1", beta, usual.beta)
                    .with("beta2", beta2, usual.beta2)
                    .with("epsilon", epsilon, usual.epsilon)
                    .with("weightDecay", weightDecay.written(Kind.DECOUPLED), 0.0)
                    .toString();
        }
    }

    private static void requireBeta(String optimizer, String argument, double beta) {
        if (!(beta > 0 && beta < 1)) {
            throw new IllegalArgumentException(
                    "%s %s lies above 0 and below 1, got %s".formatted(optimizer, argument, beta));
        }
    }
}
