package dev.gradus.train.examples;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.tanh;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import org.junit.jupiter.api.Test;

class HandWrittenLoopTest {
    private final Backend backend = Backends.named("java");

    /** Same order, dropout, statistics and formula; the loss's gradient is rounded differently. */
    @Test
    void followsATrainerWithoutMomentum() {
        var network =
                Network.of(Shape.vector(2), dense(7), batchNorm(), tanh(), dropout(0.3), dense(3));
        Dataset data = curves(100);
        TrainingResult expected =
                Trainer.of(network, meanSquaredError())
                        .learningRate(0.125)
                        .batchSize(32)
                        .sliceSize(32)
                        .steps(11)
                        .seed(1)
                        .backend("java")
                        .fit(data);
        try (Program program = HandWrittenLoop.compile(backend, network)) {
            HandWrittenLoop.train(program, data, 0, 11, 0.125f);
            StateValues values = expected.model().values();
            for (int i = 0; i < values.entries().size(); i++) {
                StateEntry entry = values.entries().get(i);
                float[] read = new float[entry.size()];
                program.read(entry, read);
                assertThat(read).as(entry.name()).containsExactly(values.values(i), within(1e-5f));
            }
        }
    }

    /** The line y = 3x₀ − 2x₁ + 1, found by least squares. */
    @Test
    void findsALine() {
        float[][] inputs = new float[64][2];
        float[][] values = new float[64][1];
        for (int i = 0; i < 64; i++) {
            inputs[i] = new float[] {(float) Math.sin(3 * i), (float) Math.cos(5 * i)};
            values[i][0] = 3 * inputs[i][0] - 2 * inputs[i][1] + 1;
        }
        Dataset data = Dataset.ofValues(Shape.vector(2), inputs, values);
        var network = Network.of(Shape.vector(2), dense(1));
        try (Program program = HandWrittenLoop.compile(backend, network)) {
            HandWrittenLoop.train(program, data, 0, 400, 0.2f);
            float[] weight = new float[2];
            float[] bias = new float[1];
            program.read(program.state().get(0), weight);
            program.read(program.state().get(1), bias);
            assertThat(weight[0]).isCloseTo(3, within(1e-4f));
            assertThat(weight[1]).isCloseTo(-2, within(1e-4f));
            assertThat(bias[0]).isCloseTo(1, within(1e-4f));
        }
    }

    /** All that training changes is the program's state. */
    @Test
    void goesOnFromAKeptStateToTheBit() {
        var network =
                Network.of(Shape.vector(2), dense(7), batchNorm(), tanh(), dropout(0.3), dense(3));
        Dataset data = curves(100);
        try (Program whole = HandWrittenLoop.compile(backend, network);
                Program before = HandWrittenLoop.compile(backend, network);
                Program after = HandWrittenLoop.compile(backend, network)) {
            HandWrittenLoop.train(whole, data, 0, 11, 0.1f);
            HandWrittenLoop.train(before, data, 0, 6, 0.1f);
            StateValues.of(before).writeTo(after);
            HandWrittenLoop.train(after, data, 6, 11, 0.1f);

            assertThat(StateValues.of(after)).isEqualTo(StateValues.of(whole));
        }
    }

    private static Dataset curves(int size) {
        float[][] inputs = new float[size][2];
        float[][] values = new float[size][3];
        for (int i = 0; i < size; i++) {
            inputs[i] = new float[] {(float) Math.sin(3 * i), (float) Math.cos(5 * i)};
            for (int k = 0; k < 3; k++) {
                values[i][k] = (float) Math.sin(inputs[i][0] * (k + 1) + inputs[i][1]);
            }
        }
        return Dataset.ofValues(Shape.vector(2), inputs, values);
    }
}
