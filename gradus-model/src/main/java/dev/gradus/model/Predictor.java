package dev.gradus.model;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Loss;
import dev.gradus.nn.OwnLoss;
import dev.gradus.nn.engine.Program;

/** A model ready to predict, with the memory for it; for one thread. */
public final class Predictor implements AutoCloseable {
    private final Program program;
    private final Loss loss;
    private final Batch batch;

    Predictor(Program program, Loss loss, Batch batch) {
        this.program = program;
        this.loss = loss;
        this.batch = batch;
        batch.size(1);
    }

    /**
     * Returns what the network makes of one example; see {@link Model#predict}.
     *
     * @param input as many values as the network's input has
     * @throws IllegalArgumentException if there are more or fewer
     */
    public float[] predict(float[] input) {
        if (input.length != batch.inputSize()) {
            throw new IllegalArgumentException(
                    "the network takes %d input values (%s), got %d"
                            .formatted(batch.inputSize(), program.network().input(), input.length));
        }
        System.arraycopy(input, 0, batch.inputs(), 0, input.length);
        float[] outputs = new float[program.network().output().size()];
        program.evaluate(batch, outputs);
        switch (loss) {
            case Loss.SoftmaxCrossEntropy _ -> softmax(outputs);
            case Loss.BinaryCrossEntropy _ -> sigmoid(outputs);
            case Loss.MeanSquaredError _,
                    Loss.MeanAbsoluteError _,
                    Loss.Huber _,
                    Loss.Quadratic _,
                    OwnLoss _ -> {}
        }
        return outputs;
    }

    private static void softmax(float[] values) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (float value : values) {
            sum += StrictMath.exp(value - largest);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (StrictMath.exp(values[i] - largest) / sum);
        }
    }

    private static void sigmoid(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (1 / (1 + StrictMath.exp(-values[i])));
        }
    }

    /** Gives all memory back. */
    @Override
    public void close() {
        program.close();
    }
}
