package dev.gradus.nn.loss;

import dev.gradus.text.TextForm;
import java.util.Arrays;
import java.util.List;

/**
 * The function that training minimizes, averaged over the examples of a batch. {@link Losses} makes
 * them.
 *
 * <p>y are a network's outputs for one example, c its class, t its target values; where values are
 * expected, a class counts as the values 0 … 1 … 0.
 */
public sealed interface Loss
        permits Loss.SoftmaxCrossEntropy,
                Loss.BinaryCrossEntropy,
                Loss.MeanSquaredError,
                Loss.MeanAbsoluteError,
                Loss.Huber,
                Loss.Quadratic,
                OwnLoss {
    /**
     * {@return the loss that a text names, as it is written in Java: {@code huber(0.5)}, {@code
     * softmaxCrossEntropy(labelSmoothing=0.1)}} {@code toString} is the way back.
     *
     * @param text a loss as a user writes it
     * @throws dev.gradus.text.TextException if it names none; it points at the place and suggests
     */
    static Loss parse(String text) {
        return LossText.parse(text);
    }

    /**
     * −Σ w_k · q_k · ln softmax(y)_k with q = (1 − smoothing) at c plus smoothing / K everywhere;
     * the sum over a batch is divided by the sum of its w_c, as in PyTorch's {@code
     * CrossEntropyLoss}. The network's last layer is linear: the softmax is part of the loss.
     *
     * @param labelSmoothing 0 for none, below 1
     * @param classWeights a weight of at least 0 for each class, not all of them 0, or none at all
     */
    record SoftmaxCrossEntropy(double labelSmoothing, List<Double> classWeights) implements Loss {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public SoftmaxCrossEntropy {
            classWeights = List.copyOf(classWeights);
            if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
                throw new IllegalArgumentException(
                        "label smoothing lies in [0, 1), got " + labelSmoothing);
            }
            if (classWeights.stream()
                    .anyMatch(weight -> !(weight >= 0) || Double.isInfinite(weight))) {
                throw new IllegalArgumentException(
                        "class weights are finite and at least 0, got " + classWeights);
            }
            if (!classWeights.isEmpty() && classWeights.stream().allMatch(weight -> weight == 0)) {
                throw new IllegalArgumentException(
                        "at least one class has a weight above 0, else there is nothing to learn; got "
                                + classWeights);
            }
        }

        /**
         * {@return this loss with this share of the target spread over all classes} Szegedy et al.
         * 2016.
         *
         * @param smoothing the share, in [0, 1)
         */
        public SoftmaxCrossEntropy labelSmoothing(double smoothing) {
            return new SoftmaxCrossEntropy(smoothing, classWeights);
        }

        /**
         * {@return this loss with a weight for each class}
         *
         * @param weights one for each class, in their order; each at least 0
         */
        public SoftmaxCrossEntropy classWeights(double... weights) {
            return new SoftmaxCrossEntropy(labelSmoothing, Arrays.stream(weights).boxed().toList());
        }

        @Override
        public String toString() {
            return TextForm.of("softmaxCrossEntropy")
                    .with("labelSmoothing", labelSmoothing, 0.0)
                    .with("classWeights", classWeights, List.of())
                    .toString();
        }
    }

    /**
     * The mean over outputs of ln(1 + eʸ) − t · y: PyTorch's {@code BCEWithLogitsLoss}. The
     * network's last layer is linear: the sigmoid is part of the loss. Targets are probabilities,
     * from 0 to 1; others are refused.
     */
    record BinaryCrossEntropy() implements Loss {
        @Override
        public String toString() {
            return "binaryCrossEntropy";
        }
    }

    /** The mean over outputs of (y − t)². */
    record MeanSquaredError() implements Loss {
        @Override
        public String toString() {
            return "meanSquaredError";
        }
    }

    /** The mean over outputs of |y − t|. */
    record MeanAbsoluteError() implements Loss {
        @Override
        public String toString() {
            return "meanAbsoluteError";
        }
    }

    /**
     * The mean over outputs of (y − t)² / 2 where |y − t| ≤ delta, else delta · (|y − t| − delta /
     * 2).
     *
     * @param delta where the parabola ends, finite and above 0; 1 by default
     */
    record Huber(double delta) implements Loss {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Huber {
            if (!(delta > 0) || Double.isInfinite(delta)) {
                throw new IllegalArgumentException(
                        "huber(delta) takes a finite delta above 0, got " + delta);
            }
        }

        @Override
        public String toString() {
            return TextForm.of("huber").with(delta).toString();
        }
    }

    /**
     * ½ Σ (y − t)²: the quadratic cost of Nielsen's "Neural Networks and Deep Learning", for
     * sigmoid outputs.
     */
    record Quadratic() implements Loss {
        @Override
        public String toString() {
            return "quadratic";
        }
    }
}
