package dev.gradus.nn.engine.loss;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;

/** Checks targets against the outputs of a network. */
final class Targets {
    private Targets() {}

    static void requireWidth(Target target, int outputs) {
        target.requireOutputs(outputs);
    }

    /** Checks every label or value of a batch. */
    static void requireSound(Batch batch) {
        switch (batch.target()) {
            case Target.Classes classes -> requireLabels(batch, classes.count());
            case Target.Values values -> requireFinite(batch, values.width());
        }
    }

    private static void requireLabels(Batch batch, int classes) {
        int[] labels = batch.labels();
        for (int row = 0; row < batch.size(); row++) {
            if (labels[row] < 0 || labels[row] >= classes) {
                throw new IllegalArgumentException(
                        Text.of(
                                "row %d of the batch has label %d; labels are 0 … %d",
                                row, labels[row], classes - 1));
            }
        }
    }

    private static void requireFinite(Batch batch, int width) {
        float[] values = batch.values();
        int count = batch.size() * width;
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        Text.of(
                                "row %d of the batch has target value %s in column %d; targets are finite",
                                i / width, values[i], i % width));
            }
        }
    }

    /**
     * Checks that every value lies in [0, 1]: beyond, binaryCrossEntropy has no least value, and
     * its outputs grow as long as it is trained. A class counts as 0 and 1.
     */
    static void requireProbabilities(Batch batch) {
        if (batch.target() instanceof Target.Values(int width)) {
            float[] values = batch.values();
            int count = batch.size() * width;
            for (int i = 0; i < count; i++) {
                if (!(values[i] >= 0 && values[i] <= 1)) {
                    throw new IllegalArgumentException(
                            Text.of(
                                    "row %d of the batch has target value %s in column %d; binaryCrossEntropy learns probabilities, from 0 to 1: scale the targets, or use meanSquaredError",
                                    i / width, values[i], i % width));
                }
            }
        }
    }

    /** Returns a target value; a class counts as 1 at its own place and 0 elsewhere. */
    static double at(Batch batch, int row, int column, int width) {
        return batch.target() instanceof Target.Classes
                ? batch.labels()[row] == column ? 1 : 0
                : batch.values()[row * width + column];
    }
}
