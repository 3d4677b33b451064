package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.Processor;
import dev.gradus.testing.Distance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneDnnProgramTest {
    private static final int[] SIZES = {Examples.SLICE, 45, 1, 7};

    static Stream<Network> networks() {
        return Stream.of(Examples.digits(), Examples.images(), Examples.wide());
    }

    private static Program compile(Network network, ProgramOptions options) {
        return new OneDnnBackend().compile(network, options);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void trainsAsPlainJavaDoesAtSizesThatTakeTwoThreads(Network network) {
        try (Program fast = compile(network, Examples.options());
                Program plain = Backends.named("java").compile(network, Examples.options())) {
            for (int step = 0; step < SIZES.length; step++) {
                Batch batch = Examples.batch(network, SIZES[step], step);
                double loss = Examples.step(fast, batch, step);
                assertThat(loss).isCloseTo(Examples.step(plain, batch, step), offset(1e-4));
            }
            for (StateEntry entry : plain.state()) {
                assertThat(
                                Distance.largest(
                                        Examples.read(fast, entry), Examples.read(plain, entry)))
                        .as(entry.name())
                        .isLessThanOrEqualTo(2e-3);
            }
        }
    }

    /** The relu moves behind the pool, so what reads the pool here reads the relu there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "conv2d(8,3) relu maxPool(2) dropout(0.5) flatten dense(10)",
                "conv2d(8,3) relu maxPool(2) prelu groupNorm(2) flatten dense(10)",
                "conv2d(8,3) relu maxPool(2) batchNorm flatten dropout(0.5) dense(10)",
                "conv2d(8,3) relu maxPool(2) concat([], [dropout(0.5)]) flatten dense(10)",
                "conv2d(8,3) relu maxPool(2) residual([dropout(0.5)]) flatten dense(10)"
            })
    void computesWhatPlainJavaDoesBehindAPoolThatComesBeforeItsRelu(String layers) {
        Network network = Network.parse(Shape.image(2, 9, 8), layers);
        try (Program fast = compile(network, Examples.options());
                Program plain = Backends.named("java").compile(network, Examples.options())) {
            for (int step = 0; step < 2; step++) {
                Batch batch = Examples.batch(network, 23, step);
                double loss = Examples.step(fast, batch, step);
                assertThat(loss).isCloseTo(Examples.step(plain, batch, step), offset(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesTheSameBitsInEveryRun(Network network) {
        assertThat(trained(network)).isEqualTo(trained(network));
    }

    private static List<List<Float>> trained(Network network) {
        try (Program program = compile(network, Examples.options())) {
            for (int step = 0; step < SIZES.length; step++) {
                Examples.step(program, Examples.batch(network, SIZES[step], step), step);
            }
            return program.state().stream().map(entry -> boxed(program, entry)).toList();
        }
    }

    private static List<Float> boxed(Program program, StateEntry entry) {
        float[] values = Examples.read(program, entry);
        var list = new ArrayList<Float>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    @Test
    void bfloat16IsThereExactlyWhereTheSystemSaysSo() throws IOException {
        Path system = Path.of("/proc/cpuinfo");
        boolean said =
                Files.exists(system)
                        ? Files.readString(system).contains("avx512_bf16")
                        : Processor.instructions().contains("bfloat16");
        assertThat(Processor.hasBfloat16()).isEqualTo(said);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void trainsInBfloat16AsPlainJavaDoesOrRefusesWhereItWouldBeSlow(Network network) {
        var options = Examples.options().precision(Precision.BF16);
        if (!Processor.hasBfloat16()) {
            assertThatThrownBy(() -> compile(network, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("precision bf16 needs a processor with bfloat16")
                    .hasMessageEndingWith(
                            "choose precision f32, or backend java to see how bf16 learns");
            return;
        }
        try (Program fast = compile(network, options);
                Program plain = Backends.named("java").compile(network, options)) {
            for (int step = 0; step < SIZES.length; step++) {
                Batch batch = Examples.batch(network, SIZES[step], step);
                double loss = Examples.step(fast, batch, step);
                assertThat(loss).isCloseTo(Examples.step(plain, batch, step), withinPercentage(5));
                assertThat(fast.gradientNorm())
                        .isCloseTo(plain.gradientNorm(), withinPercentage(10));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 7, 0", "45, 19, 0", "7, 6, 1"})
    void isPreparedForTheFirstBatches(int first, int came, int prepared) {
        Network network = Examples.digits();
        try (Program program = compile(network, Examples.options().batchSize(first))) {
            long before = program.memory();
            program.forwardBackward(Examples.batch(network, came, 0), 0);
            assertThat(Long.signum(program.memory() - before)).isEqualTo(prepared);
        }
    }

    @Test
    void readsWhatWasWritten() {
        try (Program program = compile(Examples.images(), Examples.options())) {
            for (StateEntry entry : program.state()) {
                float[] values = new float[entry.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = i + 0.5f;
                }
                program.write(entry, values);
                assertThat(Examples.read(program, entry)).as(entry.name()).isEqualTo(values);
            }
        }
    }

    /** Two threads that wait for each other lose more to other threads than they gain. */
    @Test
    void trainsWithSeveralThreadsWhereABatchIsWorthIt() {
        Network network = Network.parse(Shape.vector(784), "dense(128) relu dense(10)");
        var options = ProgramOptions.of(Losses.softmaxCrossEntropy(), Optimizers.sgd(), 256, 1);
        var shared = options.threads(2);
        try (Program few = compile(network, shared.batchSize(32));
                Program many = compile(network, shared.batchSize(128));
                Program growing = compile(network, shared.batchSize(32).largestBatch(128))) {
            assertThat(few.threads()).isEqualTo(1);
            assertThat(many.threads()).isEqualTo(2);
            assertThat(growing.threads()).isEqualTo(2);
        }
    }

    @Test
    void saysWhatComputes() {
        try (Program large = compile(Examples.digits(), Examples.options());
                Program tiny = compile(tiny(), Examples.options())) {
            assertThat(large.description()).matches("oneDNN 3\\.\\d+\\.\\d+, .+, 2 threads");
            assertThat(tiny.description()).endsWith(", 1 thread");
        }
    }

    private static Network tiny() {
        return Network.of(Shape.vector(16), Layers.dense(64), Layers.relu(), Layers.dense(10));
    }

    @Test
    void namesTheLayerForWhichThereIsNoKernel() {
        var network =
                Network.of(
                        Shape.vector(2),
                        Layers.dense(2),
                        Layers.dense(1 << 20).named("vast"),
                        Layers.dense(2));
        assertThatThrownBy(() -> compile(network, sliced(1 << 28)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "layer 'vast' (dense(1048576), input shape 2) cannot be prepared: ");
    }

    @Test
    void namesTheLayerForWhichThereIsNotEnoughMemory() {
        var layers = new ArrayList<Layer>(List.of(Layers.dense(1 << 13).named("vast")));
        // Together more than a process can address, so that no system grants it.
        layers.addAll(Collections.nCopies(280, Layers.gelu()));
        layers.add(Layers.dense(2));
        var network = Network.of(Shape.vector(2), layers);
        assertThatThrownBy(() -> compile(network, sliced(1 << 24)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a slice of 16777216 examples takes ")
                .hasMessageContaining(" MB between the layers, most of it in layer 'vast'");
    }

    private static ProgramOptions sliced(int slice) {
        return ProgramOptions.of(Losses.softmaxCrossEntropy(), Optimizers.sgd(), slice, 1);
    }

    /**
     * A maximum pool of oneDNN takes -infinity for the smallest finite number, and sets no flag.
     */
    @Test
    void evaluatesABiasOfMinusInfinityBeforeAPoolAsPlainJavaDoes() {
        Network network =
                Network.parse(Shape.image(1, 6, 6), "conv2d(4,3) maxPool(2) flatten dense(10)");
        Batch batch = Examples.batch(network, 7, 1);
        float[] expected = new float[7 * Examples.CLASSES];
        float[] actual = new float[expected.length];
        try (Program plain = Backends.named("java").compile(network, Examples.options());
                Program program = OneDnnProgram.compile(network, Examples.options())) {
            float[] bias = new float[4];
            bias[1] = Float.NEGATIVE_INFINITY;
            plain.write(plain.state().get(1), bias);
            for (StateEntry entry : plain.state()) {
                float[] values = new float[entry.size()];
                plain.read(entry, values);
                program.write(entry, values);
            }
            plain.evaluate(batch, expected);
            program.evaluate(batch, actual);
            assertThat(NonFiniteValues.hasAny(expected, 0, expected.length)).isTrue();
            assertThat(actual).isEqualTo(expected);

            program.write(program.state().get(1), new float[4]);
            program.evaluate(batch, actual);
            assertThat(NonFiniteValues.hasAny(actual, 0, actual.length)).isFalse();
        }
    }

    @Test
    void aClosedProgramSaysSo() {
        Program program = compile(tiny(), Examples.options());
        program.close();
        program.close();
        assertThat(program.memory()).isZero();
        assertThatThrownBy(() -> program.update(0.1, 0, 0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this program is closed; compile the network again");
    }
}
