package dev.gradus.nn.plain;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.nn.optimizer.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import org.junit.jupiter.api.Test;

class JavaProgramTest {
    private static final int SLICE = 4;

    private static Program compile(Network network) {
        return new JavaBackend().compile(network, options());
    }

    private static ProgramOptions options() {
        return ProgramOptions.of(meanSquaredError(), sgd(), SLICE, 1);
    }

    private static Batch batch(int width, int targets, float... inputs) {
        var batch = new Batch(inputs.length / width, width, Target.values(targets));
        batch.size(batch.capacity());
        System.arraycopy(inputs, 0, batch.inputs(), 0, inputs.length);
        return batch;
    }

    private static float[] read(Program program, String name) {
        StateEntry entry = entry(program, name);
        float[] values = new float[entry.size()];
        program.read(entry, values);
        return values;
    }

    private static StateEntry entry(Program program, String name) {
        return program.state().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void write(Program program, String name, float... values) {
        program.write(entry(program, name), values);
    }

    private static float[] outputs(Program program, Batch batch) {
        float[] outputs = new float[batch.size() * program.network().output().size()];
        program.evaluate(batch, outputs);
        return outputs;
    }

    @Test
    void runningStatisticsMoveByTheMomentumOncePerSlice() {
        var network = Network.of(Shape.vector(1), new BatchNorm(0.25, 1e-5));
        try (Program program = compile(network)) {
            // Two slices: 1 2 3 4 has mean 2.5 and unbiased variance 5/3; 6 8 has 7 and 2.
            program.forwardBackward(batch(1, 1, 1, 2, 3, 4, 6, 8), 0);
            float mean = 0.75f * (0.75f * 0 + 0.25f * 2.5f) + 0.25f * 7;
            float variance = 0.75f * (0.75f * 1 + 0.25f * (5 / 3f)) + 0.25f * 2;
            assertThat(read(program, "batchNorm1.mean")).containsExactly(mean);
            assertThat(read(program, "batchNorm1.variance")).containsExactly(variance);
        }
    }

    @Test
    void aSingleValueHasNoUnbiasedVariance() {
        try (Program program = compile(Network.of(Shape.vector(1), batchNorm()))) {
            program.forwardBackward(batch(1, 1, 5), 0);
            assertThat(read(program, "batchNorm1.mean")).containsExactly(0.5f);
            assertThat(read(program, "batchNorm1.variance")).containsExactly(0.9f);
        }
    }

    @Test
    void evaluatingChangesNothing() {
        try (Program program = compile(Network.of(Shape.vector(2), batchNorm(), dense(3)))) {
            Batch batch = batch(2, 3, 1, 2, 3, 4, 5, 6);
            program.forwardBackward(batch, 0);
            float[] mean = read(program, "batchNorm1.mean");
            float[] first = outputs(program, batch);
            assertThat(outputs(program, batch)).containsExactly(first);
            assertThat(read(program, "batchNorm1.mean")).containsExactly(mean);
        }
    }

    @Test
    void notANumberPassesThroughToTheLoss() {
        Layer[] layers = {relu(), maxPool(2), conv2d(1, 1)};
        for (Layer layer : layers) {
            try (Program program = compile(Network.of(Shape.image(1, 2, 2), layer))) {
                int width = program.network().output().size();
                Batch batch = batch(4, width, 1, Float.NaN, 3, 4);
                assertThat(program.forwardBackward(batch, 0)).as(layer.toString()).isNaN();
            }
        }
    }

    @Test
    void aStateThatIsWrittenContinuesWithTheSameBits() {
        var network = Network.of(Shape.vector(2), dense(3), batchNorm(), dense(1));
        var options = ProgramOptions.of(meanSquaredError(), adam(), SLICE, 1);
        Batch batch = batch(2, 1, 1, 2, 3, 4, 5, 6);
        try (Program one = new JavaBackend().compile(network, options);
                Program other = new JavaBackend().compile(network, options)) {
            step(one, batch, 0);
            for (StateEntry entry : one.state()) {
                other.write(entry, read(one, entry.name()));
            }
            other.updates(one.updates());
            step(one, batch, 1);
            step(other, batch, 1);
            for (StateEntry entry : one.state()) {
                assertThat(read(other, entry.name())).containsExactly(read(one, entry.name()));
            }
            assertThat(other.updates()).isEqualTo(2);
        }
    }

    private static void step(Program program, Batch batch, long step) {
        program.forwardBackward(batch, step);
        program.update(0.1, 0.9, 0, 1);
    }

    @Test
    void aNetworkWithoutParametersHasALossAndNoGradient() {
        try (Program program = compile(Network.of(Shape.vector(2), relu()))) {
            assertThat(program.forwardBackward(batch(2, 2, 3, -1), 0)).isEqualTo(4.5);
            assertThat(program.gradientNorm()).isZero();
        }
    }

    @Test
    void describesItself() {
        var network = Network.of(Shape.vector(2), dense(3));
        try (Program program = new JavaBackend().compile(network, options().threads(2))) {
            assertThat(program.description()).isEqualTo("plain Java, 2 threads");
            assertThat(program.memory()).isGreaterThan(4 * network.parameterCount());
        }
    }

    @Test
    void refusesABatchThatDoesNotFit() {
        try (Program program = compile(Network.of(Shape.image(1, 2, 3), dense(4)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> program.forwardBackward(batch(5, 4, 1, 2, 3, 4, 5), 0))
                    .withMessage(
                            "the network takes 6 values an example (shape 1x2x3), got a batch with 5; check the data's width");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> program.forwardBackward(batch(6, 3, 1, 2, 3, 4, 5, 6), 0))
                    .withMessageContaining("3 target values a row, but the network has 4 outputs");
            Batch empty = batch(6, 4, 1, 2, 3, 4, 5, 6);
            empty.size(0);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> program.forwardBackward(empty, 0))
                    .withMessage("a batch has at least 1 example, got 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> program.evaluate(batch(6, 4, 1, 2, 3, 4, 5, 6), new float[3]))
                    .withMessage("outputs takes 4 values, got an array of 3");
        }
    }

    /** Of two neighbours as near the even one is taken: 1 for 1 + 1/256, 3 for 3 − 1/128. */
    @Test
    void multipliesRoundedNumbersInBfloat16ButUpdatesExactOnes() {
        var network = Network.of(Shape.vector(1), dense(1));
        try (Program program =
                new JavaBackend().compile(network, options().precision(Precision.BF16))) {
            write(program, "dense1.weight", 1 + 1 / 256f);
            write(program, "dense1.bias", 1 / 1024f);
            Batch batch = batch(1, 1, 3 - 1 / 128f);

            assertThat(outputs(program, batch)).containsExactly(3);

            batch.values()[0] = 1;
            assertThat(program.forwardBackward(batch, 0)).isEqualTo(4);
            program.update(0.25, 0, 0, 1);
            assertThat(read(program, "dense1.weight")).containsExactly(1 + 1 / 256f - 3);
            assertThat(read(program, "dense1.bias")).containsExactly(1 / 1024f - 1);
        }
    }

    /** Every factor is a bfloat16 number; the product of the last two, 1.01568…, is not. */
    @Test
    void roundsGradientsOnTheirWayBackInBfloat16() {
        var network = Network.of(Shape.vector(1), dense(1), dense(1).withoutBias());
        try (Program program =
                new JavaBackend().compile(network, options().precision(Precision.BF16))) {
            write(program, "dense1.weight", 1);
            write(program, "dense2.weight", 1 + 1 / 128f);
            Batch batch = batch(1, 1, 1);
            batch.values()[0] = (1 + 1 / 128f) / 2;

            program.forwardBackward(batch, 0);

            assertThat(gradient(program, "dense2.weight")).containsExactly(1 + 1 / 128f);
            assertThat(gradient(program, "dense1.weight")).containsExactly(1 + 2 / 128f);
            assertThat(gradient(program, "dense1.bias")).containsExactly(1 + 2 / 128f);
        }
    }

    private static float[] gradient(Program program, String name) {
        Parameter parameter =
                program.network().parameters().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        float[] values = new float[parameter.size()];
        program.readGradient(parameter, values);
        return values;
    }

    @Test
    void refusesSlicesThatNoArrayHolds() {
        var network = Network.of(Shape.image(1, 1000, 1000), conv2d(1, 1));
        var options = ProgramOptions.of(meanSquaredError(), sgd(), 3000, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JavaBackend().compile(network, options))
                .withMessageContaining("use slices of at most 2147");
    }

    @Test
    void answersNothingOnceClosed() {
        Program program = compile(Network.of(Shape.vector(2), dense(3)));
        program.close();
        program.close();
        assertThat(program.memory()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(program::gradientNorm)
                .withMessage("this program is closed; compile the network again");
    }
}
