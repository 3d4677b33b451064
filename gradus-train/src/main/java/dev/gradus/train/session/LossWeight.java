package dev.gradus.train.session;

import dev.gradus.data.Dataset;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.loss.Loss;
import dev.gradus.train.batch.BatchReader;
import dev.gradus.train.plan.Settings;
import java.util.Optional;

/**
 * Finds data whose examples are all of classes with the weight 0: there is nothing to learn from
 * them, and their loss, a mean by weight, is not defined.
 */
public final class LossWeight {
    private LossWeight() {}

    /**
     * Checks that there is an example whose class has a weight.
     *
     * @param settings the settings of the trainer
     * @param part what the data are for, as in {@code validation}
     * @param data the examples
     */
    public static void require(Settings settings, String part, Dataset data) {
        complaint(settings, part, data)
                .ifPresent(sentence -> {
                    throw new IllegalArgumentException(sentence);
                });
    }

    /**
     * {@return what is wrong with data whose loss is not defined, a sentence; empty if it is}
     *
     * @param settings the settings of the trainer
     * @param part what the data are for, as in {@code test}
     * @param data the examples
     */
    public static Optional<String> complaint(Settings settings, String part, Dataset data) {
        return mayLackWeight(settings.loss()) && !hasWeight(settings, data)
                ? Optional.of(
                        "all examples of the %s part are of classes whose weight is 0, so it has no loss; hold out other examples, or give such a class a weight (--class-weights, in Java classWeights)"
                                .formatted(part))
                : Optional.empty();
    }

    private static boolean mayLackWeight(Loss loss) {
        return loss instanceof Loss.SoftmaxCrossEntropy entropy
                && entropy.classWeights().contains(0.0);
    }

    /** Most data show it with the first examples. */
    private static boolean hasWeight(Settings settings, Dataset data) {
        LossHead head = LossHead.of(settings.loss(), settings.network);
        return BatchReader.finds(data, (batch, _) -> head.weight(batch) > 0);
    }
}
