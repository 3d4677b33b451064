package dev.gradus.onednn.plan;

import static dev.gradus.nn.layer.Layers.averagePool;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.residual;
import static dev.gradus.nn.layer.Layers.softplus;
import static dev.gradus.nn.layer.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.onednn.Examples;
import dev.gradus.onednn.OneDnnBackend;
import dev.gradus.testing.Allocation;
import org.junit.jupiter.api.Test;

/**
 * Functions after layers of every kind, with channels that are padded and values with two readers.
 */
class HostedFunctionTest {
    private static final Network NETWORK =
            Network.of(
                    Shape.image(1, 28, 28),
                    tanh(),
                    conv2d(6, 5),
                    tanh(),
                    residual(conv2d(6, 3).padding(1), softplus()),
                    averagePool(2),
                    tanh(),
                    flatten(),
                    dense(83),
                    softplus(),
                    dense(41),
                    tanh(),
                    dense(Examples.CLASSES));

    private static final Batch BATCH = Examples.batch(NETWORK, Examples.SLICE, 1);

    private static Program compile(String backend) {
        return Backends.named(backend).compile(NETWORK, Examples.options());
    }

    @Test
    void trainsAsInPlainJava() {
        try (Program program = new OneDnnBackend().compile(NETWORK, Examples.options());
                Program plain = compile("java")) {
            for (int step = 0; step < 5; step++) {
                assertThat(Examples.step(program, BATCH, step))
                        .isCloseTo(Examples.step(plain, BATCH, step), offset(1e-5));
            }
            assertThat(outputs(program)).containsExactly(outputs(plain), offset(1e-5f));
        }
    }

    @Test
    void predictsAsInTraining() {
        var options = new InferenceOptions(Examples.SLICE, Examples.SLICE, Precision.F32, 1);
        try (Program program = new OneDnnBackend().compile(NETWORK, Examples.options());
                InferenceProgram inference =
                        new OneDnnBackend().compileForInference(NETWORK, options)) {
            for (var entry : inference.state()) {
                float[] values = new float[entry.size()];
                program.read(entry, values);
                inference.write(entry, values);
            }
            float[] predicted = new float[Examples.SLICE * Examples.CLASSES];
            inference.evaluate(BATCH, predicted);
            assertThat(predicted).containsExactly(outputs(program), offset(1e-6f));
        }
    }

    @Test
    void allocatesNothing() {
        try (Program program = compile("onednn")) {
            assertThat(Allocation.of(() -> Examples.step(program, BATCH, 0))).isZero();
        }
    }

    /** log1p in double precision is exact however small the result is. */
    @Test
    void softplusIsExactFarBelowZeroAndNeverNegative() {
        int rows = 401;
        var network = Network.of(Shape.vector(1), softplus(), dense(1).withoutBias());
        var options = new InferenceOptions(rows, rows, Precision.F32, 2);
        var batch = new Batch(rows, 1, Target.values(1));
        batch.size(rows);
        for (int row = 0; row < rows; row++) {
            batch.inputs()[row] = (row - 320) / 4f;
        }
        float[] outputs = new float[rows];
        try (InferenceProgram program = new OneDnnBackend().compileForInference(network, options)) {
            program.write(program.state().getFirst(), new float[] {1});
            program.evaluate(batch, outputs);
        }
        for (int row = 0; row < rows; row++) {
            double expected = Math.log1p(Math.exp(batch.inputs()[row]));
            assertThat((double) outputs[row]).isCloseTo(expected, withinPercentage(3e-5));
        }
    }

    private static float[] outputs(Program program) {
        float[] outputs = new float[Examples.SLICE * Examples.CLASSES];
        program.evaluate(BATCH, outputs);
        return outputs;
    }
}
