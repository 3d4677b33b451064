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
            case SOFTMAX -> softmax(outputs, from, rows, width);
            case SIGMOID -> {
                for (int i = from; i < from + rows * width; i++) {
                    outputs[i] = FloatMath.sigmoid(outputs[i]);
                }
            }
            case VALUES -> {}
        }
    }

    /** The exponentials of all rows in one loop, which the compiler vectorizes. */
    private static void softmax(float[] values, int from, int rows, int width) {
        int end = from + rows * width;
        for (int row = from; row < end; row += width) {
            subtractLargest(values, row, row + width);
        }
        for (int i = from; i < end; i++) {
            values[i] = FloatMath.exp(values[i]);
        }
        for (int row = from; row < end; row += width) {
            divideBySum(values, row, row + width);
        }
    }

    private static void subtractLargest(float[] values, int from, int to) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, values[i]);
        }
        for (int i = from; i < to; i++) {
            values[i] -= largest;
        }
    }

    private static void divideBySum(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        for (int i = from; i < to; i++) {
            values[i] = (float) (values[i] / sum);
        }
    }
}
