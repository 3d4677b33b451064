package dev.gradus.model;

import dev.gradus.nn.engine.FloatMath;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.OwnLoss;

/** Turns a network's outputs into what its loss interprets them as. */
enum Answers {
    /** Probabilities of classes, which add up to 1. */
    SOFTMAX,
    /** A probability for each output. */
    SIGMOID,
    /** The outputs as they are. */
    VALUES;

    static Answers of(Loss loss) {
        return switch (loss) {
            case Loss.SoftmaxCrossEntropy _ -> SOFTMAX;
            case Loss.BinaryCrossEntropy _ -> SIGMOID;
            case Loss.MeanSquaredError _,
                    Loss.MeanAbsoluteError _,
                    Loss.Huber _,
                    Loss.Quadratic _,
                    OwnLoss _ ->
                    VALUES;
        };
    }

    /** Changes some rows of outputs in place. */
    void apply(float[] outputs, int from, int rows, int width) {
        switch (this) {
            case SOFTMAX -> {
                for (int row = 0; row < rows; row++) {
                    softmax(outputs, from + row * width, from + (row + 1) * width);
                }
            }
            case SIGMOID -> {
                for (int i = from; i < from + rows * width; i++) {
                    outputs[i] = FloatMath.sigmoid(outputs[i]);
                }
            }
            case VALUES -> {}
        }
    }

    private static void softmax(float[] values, int from, int to) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, values[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            values[i] = FloatMath.exp(values[i] - largest);
            sum += values[i];
        }
        for (int i = from; i < to; i++) {
            values[i] = (float) (values[i] / sum);
        }
    }
}
