package dev.gradus.train.session;

import dev.gradus.data.Dataset;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import dev.gradus.train.batch.BatchReader;
import dev.gradus.train.plan.Settings;

/**
 * Finds target values that a loss does not learn, before the first step. Data that are read from
 * elsewhere, which takes long, are checked batch by batch.
 */
public final class TargetRange {
    private TargetRange() {}

    /**
     * Checks that data in memory have values from 0 to 1 only, if probabilities are learned.
     *
     * @param settings the settings of the trainer
     * @param data the examples
     * @throws IllegalArgumentException if they have others; the message names the first
     */
    public static void require(Settings settings, Dataset data) {
        if (settings.loss() instanceof Loss.BinaryCrossEntropy
                && data.target() instanceof Target.Values(int width)
                && data.isThreadSafe()) {
            var _ =
                    BatchReader.finds(
                            data,
                            (batch, first) -> {
                                requireProbabilities(data, width, batch, first);
                                return false;
                            });
        }
    }

    private static void requireProbabilities(Dataset data, int width, Batch batch, int first) {
        for (int i = 0; i < batch.size() * width; i++) {
            float value = batch.values()[i];
            if (value < 0 || value > 1) {
                throw new IllegalArgumentException(
                        Text.of(
                                "%s has target value %s in column %d (counted from 0); binaryCrossEntropy learns probabilities, from 0 to 1: scale the targets, or use meanSquaredError",
                                data.place(first + i / width), value, i % width));
            }
        }
    }
}
