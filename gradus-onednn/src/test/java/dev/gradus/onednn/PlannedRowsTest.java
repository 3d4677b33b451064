package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.trial.KernelTrials;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlannedRowsTest {
    private static final int SLICE = 100;

    static Stream<Network> networks() {
        return Stream.of(
                Network.parse(Shape.vector(40), "dense(32) relu dropout(0.5) dense(10)"),
                Network.parse(
                        Shape.image(2, 9, 8),
                        "conv2d(8,3) relu maxPool(2) prelu groupNorm(2) flatten dense(10)"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "7, 7",
        "9, 10",
        "33, 40",
        "63, 64",
        "64, 64",
        "65, 80",
        "97, 100",
        "105, 112",
        "112, 112",
        "129, 160",
        "200, 224",
        "230, 250",
        "250, 250"
    })
    void sizesShareThePlanOfTheNextOfFourInEachDoubling(int rows, int planned) {
        assertThat(new PlannedRows(Propagation.TRAINING, 100, 250, false).of(rows))
                .isEqualTo(planned);
    }

    @Test
    void noPlanHasFewerRowsOrMoreThanAQuarterTooMany() {
        var planned = new PlannedRows(Propagation.TRAINING, 1, 5000, false);

        assertThat(IntStream.rangeClosed(1, 5000))
                .allMatch(rows -> planned.of(rows) >= rows && planned.of(rows) <= 1.25 * rows);
    }

    @Test
    void everySizeHasAPlanOfItsOwnWhereExamplesDependOnOneAnother() {
        Network normed = Network.parse(Shape.vector(4), "dense(4) batchNorm dense(10)");
        Network plain = Network.parse(Shape.vector(4), "dense(4) relu dense(10)");

        assertThat(PlannedRows.isMixing(normed, Propagation.TRAINING, _ -> false)).isTrue();
        assertThat(PlannedRows.isMixing(normed, Propagation.TRAINING, _ -> true)).isFalse();
        assertThat(PlannedRows.isMixing(normed, Propagation.INFERENCE, _ -> false)).isFalse();
        assertThat(PlannedRows.isMixing(plain, Propagation.TRAINING, _ -> false)).isFalse();
        assertThat(new PlannedRows(Propagation.TRAINING, 100, 250, true).of(65)).isEqualTo(65);
    }

    /** The kernels of the larger size add zeros. */
    @ParameterizedTest
    @MethodSource("networks")
    void aMissingRowChangesNoLossAndNoGradient(Network network) {
        List<float[]> exact = gradients(network, 67, 67);
        List<float[]> shared = gradients(network, SLICE, 67);

        for (int i = 0; i < exact.size(); i++) {
            assertThat(shared.get(i)).containsExactly(exact.get(i), offset(1e-5f));
        }
    }

    /** Loss, outputs of an evaluation, and all gradients. */
    private static List<float[]> gradients(Network network, int compiledFor, int rows) {
        try (Program program = compile(network, compiledFor)) {
            var batch = Examples.batch(network, rows, 3);
            double loss = program.forwardBackward(batch, 5);
            float[] outputs = new float[rows * Examples.CLASSES];
            program.evaluate(batch, outputs);
            return Stream.concat(
                            Stream.of(new float[] {(float) loss}, outputs),
                            network.parameters().stream()
                                    .map(parameter -> {
                                        float[] values = new float[parameter.size()];
                                        program.readGradient(parameter, values);
                                        return values;
                                    }))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aBatchHasTheSameBitsWhicheverSizesCameBefore(Network network) {
        assertThat(trained(network, 31, 64, 9, 77)).isEqualTo(trained(network));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aBatchHasTheSameBitsIfItsSizeIsPreparedAhead(Network network) {
        try (Program program = compile(network, SLICE)) {
            program.prepare(67);
            program.prepare(33); // never comes
            Examples.step(program, Examples.batch(network, 67, 2), 1);

            List<List<Integer>> state =
                    program.state().stream().map(entry -> bits(program, entry)).toList();
            assertThat(state).isEqualTo(trained(network));
        }
    }

    /** The step that needs the plan waits for the thread that drafts it, and finds it there. */
    @Test
    void aPlanIsDraftedOnceByAThreadOfItsOwn() {
        var threads = ConcurrentHashMap.<Long>newKeySet();
        KernelTrials.Beginning noting =
                engine -> {
                    threads.add(Thread.currentThread().threadId());
                    return KernelTrials.of(engine);
                };
        Network network = networks().findFirst().orElseThrow();
        try (Program program = OneDnnProgram.compile(network, options(SLICE), Tuning.by(noting))) {
            program.prepare(67);
            program.prepare(70); // shares its plan
            Examples.step(program, Examples.batch(network, 67, 2), 1);
            Examples.step(program, Examples.batch(network, 70, 2), 1);
        }
        assertThat(threads).hasSize(2).contains(Thread.currentThread().threadId());
    }

    /** The state after a batch of an odd size, with others seen before. */
    private static List<List<Integer>> trained(Network network, int... before) {
        try (Program program = compile(network, SLICE)) {
            for (int size : before) {
                program.forwardBackward(Examples.batch(network, size, 1), 0);
            }
            Examples.step(program, Examples.batch(network, 67, 2), 1);
            return program.state().stream().map(entry -> bits(program, entry)).toList();
        }
    }

    private static List<Integer> bits(Program program, StateEntry entry) {
        float[] values = Examples.read(program, entry);
        return IntStream.range(0, values.length)
                .mapToObj(i -> Float.floatToRawIntBits(values[i]))
                .toList();
    }

    /** Preparing a plan takes memory for its calls; a batch whose size has one takes none. */
    @Test
    void sizesThatShareAPlanTakeNoMoreMemory() {
        try (Program program = compile(networks().findFirst().orElseThrow(), SLICE)) {
            program.forwardBackward(Examples.batch(program.network(), 61, 0), 0);
            long before = program.memory();
            for (int size : new int[] {57, 58, 63, 64, 99}) {
                program.forwardBackward(Examples.batch(program.network(), size, 0), 0);
            }
            assertThat(program.memory()).isEqualTo(before);
        }
    }

    private static Program compile(Network network, int size) {
        return OneDnnProgram.compile(network, options(size));
    }

    private static ProgramOptions options(int size) {
        return ProgramOptions.of(Losses.softmaxCrossEntropy(), Optimizers.momentum(0.9), size, 11)
                .threads(2);
    }
}
