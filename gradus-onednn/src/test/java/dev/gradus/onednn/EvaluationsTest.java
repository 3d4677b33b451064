package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.Processor;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.trial.KernelTrials;
import dev.gradus.testing.Distance;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationsTest {
    /** Sizes of less than a part, of one, of several, and with a rest. */
    private static final int[] SIZES = {1, 16, 31, 33, 64, 300};

    /** With as many threads as are given, however little work there is. */
    private static final Tuning SHARED =
            new Tuning(
                    KernelTrials::of,
                    new WorkAmount(0, 0, new WorkAmount.Lanes(1, -1, 0), WorkAmount.Strips.USUAL));

    static Stream<Arguments> programs() {
        return Stream.of(
                        Examples.lenet(),
                        Examples.digits(),
                        Examples.images(),
                        Examples.wide(),
                        parsed(
                                Shape.image(3, 32, 32),
                                "conv2d(16,3,padding=1) batchNorm globalAveragePool dense(10)"),
                        parsed(
                                Shape.image(2, 9, 9),
                                "conv2d(8,3) prelu groupNorm(2) flatten dense(10)"))
                .flatMap(network ->
                        IntStream.of(1, 2, 3)
                                .boxed()
                                .flatMap(threads ->
                                        Stream.of(Examples.SLICE, 256)
                                                .map(slice ->
                                                        Arguments.of(network, threads, slice))));
    }

    private static Network parsed(Shape input, String layers) {
        return Network.parse(input, layers);
    }

    private static ProgramOptions options(int slice, int threads) {
        return ProgramOptions.of(Losses.softmaxCrossEntropy(), Optimizers.momentum(0.9), slice, 11)
                .threads(threads);
    }

    static Stream<Arguments> large() {
        return Stream.of(
                        parsed(
                                Shape.image(3, 64, 64),
                                "conv2d(32,3) relu conv2d(32,3) relu maxPool(2) flatten dense(10)"),
                        parsed(Shape.image(1, 128, 128), "conv2d(16,5) tanh flatten dense(10)"),
                        parsed(Shape.vector(1000), "dense(2000) tanh dense(2000) tanh dense(10)"))
                .flatMap(network ->
                        IntStream.of(1, 2, 4).mapToObj(threads -> Arguments.of(network, threads)));
    }

    /** Whoever asks whether a network fits into the machine asks before the first evaluation. */
    @ParameterizedTest
    @MethodSource("large")
    void theMemoryOfAnEvaluationIsAboutAsForetold(Network network, int threads) {
        try (Program program = OneDnnProgram.compile(network, options(128, threads), SHARED)) {
            long before = program.memory();
            long foretold = program.memoryToEvaluate(128);

            program.evaluate(
                    Examples.batch(network, 128, 1), new float[128 * network.output().size()]);

            long grown = program.memory() - before;
            assertThat(foretold).isBetween(grown / 2, 2 * grown);
            assertThat(program.memoryToEvaluate(128)).isZero();
            assertThat(program.memoryToEvaluate(1)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void evaluatesAsPlainJavaDoesAtAnySize(Network network, int threads, int slice) {
        assertThat(evaluated(network, options(slice, threads), 1e-4)).isEmpty();
    }

    /** Each thread converts the weights for itself. */
    @ParameterizedTest
    @MethodSource("programs")
    void evaluatesInBfloat16AsPlainJavaDoesOrRefuses(Network network, int threads, int slice) {
        ProgramOptions half = options(slice, threads).precision(Precision.BF16);
        if (!Processor.hasBfloat16()) {
            assertThatThrownBy(() -> new OneDnnBackend().compile(network, half))
                    .hasMessageStartingWith("precision bf16 needs a processor with bfloat16");
            return;
        }
        assertThat(evaluated(network, half, 5e-2))
                .allMatch(note -> note.contains("computes batches of few examples in float32"));
    }

    /** Compares with plain Java in float32 after a step; returns the notes of the fast program. */
    private static List<String> evaluated(Network network, ProgramOptions options, double within) {
        int slice = options.sliceSize();
        try (Program fast = OneDnnProgram.compile(network, options, SHARED);
                Program plain = Backends.named("java").compile(network, options(slice, 1))) {
            Examples.step(fast, Examples.batch(network, slice, 0), 0);
            for (StateEntry entry : plain.state()) {
                plain.write(entry, Examples.read(fast, entry));
            }
            for (int size : SIZES) {
                Batch batch = Examples.batch(network, size, 1);
                float[] outputs = new float[size * Examples.CLASSES];
                float[] expected = new float[outputs.length];
                fast.evaluate(batch, outputs);
                plain.evaluate(batch, expected);

                assertThat(Distance.largest(outputs, expected))
                        .as("%d rows", size)
                        .isLessThan(within);
            }
            return fast.takeNotes();
        }
    }

    /** A kernel that shares its rows among threads which it does not get leaves some out. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void wherePartsAreLeftOutAllThreadsEvaluateTogetherAndANoteSaysSo(int threads) {
        Network network = Examples.lenet();
        Batch batch = Examples.batch(network, 100, 3);
        float[] expected = new float[100 * Examples.CLASSES];
        float[] outputs = new float[expected.length];
        try (var scope = new Scope();
                Program right = OneDnnProgram.compile(network, options(256, threads), SHARED)) {
            right.evaluate(batch, expected);
            Compiled compiled = Compiled.forTraining(network, options(256, threads), scope, SHARED);
            InitialState.write(compiled, 11);
            var evaluations =
                    new Evaluations(compiled, new ForwardPasses(compiled), new LazyTeam(threads));
            compiled.enter();

            assertThat(evaluations.pass(batch, outputs)).isTrue();
            assertThat(Distance.largest(outputs, expected)).isLessThan(1e-4);
            assertThat(compiled.trials().takeNotes())
                    .singleElement()
                    .asString()
                    .startsWith("oneDNN's kernels compute something else where several threads");

            Arrays.fill(outputs, -1);
            assertThat(evaluations.pass(batch, outputs)).isTrue();
            assertThat(Distance.largest(outputs, expected)).isLessThan(1e-4);
            assertThat(compiled.trials().takeNotes()).isEmpty();
        }
    }
}
