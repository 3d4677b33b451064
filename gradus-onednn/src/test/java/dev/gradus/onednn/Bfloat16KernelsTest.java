package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import dev.gradus.onednn.binding.Processor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Products in bfloat16, also on processors whose AVX-512 only emulates it: the backend refuses to
 * train on those, which would be slow, but their kernels have the same faults.
 */
class Bfloat16KernelsTest {
    private static final int ROWS = 17;

    static List<String> networks() {
        var random = new Random(17);
        var networks =
                new ArrayList<>(
                        List.of(
                                "8x64x1: conv2d(16,3,padding=1,stride=2) relu dense(3)",
                                "4x3x2: conv2d(8,[1,3],stride=[1,3],padding=same,groups=4) dense(2)",
                                "4x4x4: conv2d(4,3,padding=1) dense(1)"));
        for (int i = 0; i < 40; i++) {
            int groups = 1 << random.nextInt(3);
            networks.add(
                    Text.of(
                            "%dx%dx%d: conv2d(%d,[%d,%d],padding=%s,stride=[%d,%d],groups=%d) relu dense(%d)",
                            groups * (1 + random.nextInt(5)),
                            3 + random.nextInt(20),
                            3 + random.nextInt(9),
                            groups * (1 + random.nextInt(9)),
                            1 + random.nextInt(3),
                            1 + random.nextInt(3),
                            random.nextBoolean() ? "same" : "1",
                            1 + random.nextInt(3),
                            1 + random.nextInt(3),
                            groups,
                            1 + random.nextInt(3)));
        }
        return networks;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesAsPlainJavaDoes(String text) {
        int[] extents =
                Arrays.stream(text.substring(0, text.indexOf(':')).split("x"))
                        .mapToInt(Integer::parseInt)
                        .toArray();
        Network network =
                Network.parse(
                        Shape.image(extents[0], extents[1], extents[2]),
                        text.substring(text.indexOf(':') + 1));
        var options =
                ProgramOptions.of(Losses.meanSquaredError(), Optimizers.sgd(), ROWS, 3)
                        .precision(Precision.BF16);
        if (Refusals.isRefused(network, options)) {
            return;
        }
        try (Program fast = OneDnnProgram.compile(network, options);
                Program plain = Backends.named("java").compile(network, options)) {
            Batch batch = batch(network);
            int size = ROWS * network.output().size();
            assertClose("outputs", outputs(fast, batch, size), outputs(plain, batch, size));
            double loss = plain.forwardBackward(batch, 0);
            assertThat(fast.forwardBackward(batch, 0)).isCloseTo(loss, offset(0.02 * loss));
            for (Parameter parameter : network.parameters()) {
                assertClose(
                        "gradient of " + parameter.name(),
                        gradient(fast, parameter),
                        gradient(plain, parameter));
            }
        }
    }

    /** Converting the weights would take longer than bfloat16 saves; an image has many places. */
    @Test
    void denseLayersComputeFewExamplesInFloat32AndSaySo() {
        Network network = Network.parse(Shape.vector(40), "dense(32) relu dense(3)");
        var options = ProgramOptions.of(Losses.meanSquaredError(), Optimizers.sgd(), ROWS, 3);
        if (Refusals.isRefused(network, options.precision(Precision.BF16))) {
            return;
        }
        try (Program half = OneDnnProgram.compile(network, options.precision(Precision.BF16));
                Program full = OneDnnProgram.compile(network, options)) {
            Batch few = batch(network, 14);
            assertThat(half.takeNotes()).isEmpty();
            assertThat(half.forwardBackward(few, 0)).isEqualTo(full.forwardBackward(few, 0));
            assertThat(half.takeNotes())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("layer 'dense1' computes batches of few examples in float32");

            Batch many = batch(network, 16);
            assertThat(half.forwardBackward(many, 0)).isNotEqualTo(full.forwardBackward(many, 0));
        }
    }

    @Test
    void aNetworkTooSmallForBfloat16IsTrainedInFloat32AndSaysSo() {
        Network small = Network.parse(Shape.vector(16), "dense(64) relu dense(10)");
        Network larger = Network.parse(Shape.vector(64), "dense(128) relu dense(10)");
        var options = ProgramOptions.of(Losses.meanSquaredError(), Optimizers.sgd(), 32, 3);
        var half = options.precision(Precision.BF16);
        var backend = new OneDnnBackend();
        if (!Processor.hasBfloat16()) {
            assertThatThrownBy(() -> backend.compile(small, half))
                    .hasMessageStartingWith("precision bf16 needs a processor with bfloat16");
            return;
        }
        assertThat(loss(backend.compile(small, half)))
                .isEqualTo(loss(backend.compile(small, options)));
        assertThat(loss(backend.compile(larger, half)))
                .isNotEqualTo(loss(backend.compile(larger, options)));
        try (Program program = backend.compile(small, half)) {
            assertThat(program.takeNotes())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "precision bf16: batches with so few operations are computed in float32");
        }
    }

    private static double loss(Program program) {
        try (program) {
            return program.forwardBackward(batch(program.network(), 32), 0);
        }
    }

    private static Batch batch(Network network) {
        return batch(network, ROWS);
    }

    private static Batch batch(Network network, int rows) {
        var random = new Random(5);
        var batch = new Batch(rows, network.input().size(), Target.values(network.output().size()));
        batch.size(rows);
        for (float[] values : List.of(batch.inputs(), batch.values())) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
        }
        return batch;
    }

    private static float[] outputs(Program program, Batch batch, int size) {
        float[] outputs = new float[size];
        program.evaluate(batch, outputs);
        return outputs;
    }

    private static float[] gradient(Program program, Parameter parameter) {
        float[] values = new float[parameter.size()];
        program.readGradient(parameter, values);
        return values;
    }

    /** Compares with a fiftieth of the largest value: a bfloat16 has eight bits. */
    private static void assertClose(String what, float[] actual, float[] expected) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(actual).as(what).containsExactly(expected, offset(0.02f * largest + 1e-6f));
    }
}
