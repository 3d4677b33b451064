package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.trial.KernelTrials;
import dev.gradus.testing.Allocation;
import dev.gradus.testing.Distance;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SliceInLanesTest {
    private static final int LARGEST = 150;

    private static final Tuning IN_LANES =
            new Tuning(
                    KernelTrials::of,
                    new WorkAmount(
                            0,
                            0,
                            new WorkAmount.Lanes(8, Long.MAX_VALUE, 0),
                            WorkAmount.Strips.USUAL));

    /** Sizes of too few rows for lanes, of shares that differ, of a whole slice, and of several. */
    private static final int[] SIZES = {LARGEST, 7, 33, 64, 131, 400};

    static Stream<Arguments> networks() {
        return Stream.of(
                        Examples.lenet(),
                        Network.parse(
                                Shape.image(1, 19, 17),
                                "conv2d(13,5) tanh averagePool(2) flatten dropout(0.25)"
                                        + " dense(63) tanh dense(10)"),
                        Network.parse(Shape.vector(207), "dense(131) tanh dropout(0.3) dense(10)"),
                        Network.parse(
                                Shape.image(2, 9, 9),
                                "conv2d(8,3) layerNorm gelu flatten dense(10)"))
                .flatMap(network ->
                        IntStream.of(2, 3).mapToObj(threads -> Arguments.of(network, threads)));
    }

    private static ProgramOptions options(Optimizer optimizer, int threads) {
        return ProgramOptions.of(Losses.softmaxCrossEntropy(), optimizer, LARGEST, 11)
                .threads(threads);
    }

    private static Program compile(Network network, int threads) {
        return OneDnnProgram.compile(network, options(Optimizers.momentum(0.9), threads), IN_LANES);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void stepsOfAnySizeAreThoseOfPlainJava(Network network, int threads) {
        try (Program lanes = compile(network, threads);
                Program plain = plain(network)) {
            for (int step = 0; step < SIZES.length; step++) {
                copyState(lanes, plain);
                Batch batch = Examples.batch(network, SIZES[step], step);

                double loss = lanes.forwardBackward(batch, step);

                assertThat(loss).isCloseTo(plain.forwardBackward(batch, step), within(1e-4));
                assertThat(lanes.gradientNorm()).isCloseTo(plain.gradientNorm(), within(1e-4));
                for (Parameter parameter : network.parameters()) {
                    assertThat(
                                    Distance.largest(
                                            gradient(lanes, parameter), gradient(plain, parameter)))
                            .as("%s, %d rows", parameter.name(), SIZES[step])
                            .isLessThan(1e-4);
                }
                lanes.update(0.01, 0.9, 0, 1);
            }
            assertThat(lanes.takeNotes()).isEmpty();
        }
    }

    private static Program plain(Network network) {
        return Backends.named("java").compile(network, options(Optimizers.momentum(0.9), 1));
    }

    private static void copyState(Program from, Program to) {
        for (StateEntry entry : from.state()) {
            to.write(entry, Examples.read(from, entry));
        }
    }

    private static float[] gradient(Program program, Parameter parameter) {
        float[] values = new float[parameter.size()];
        program.readGradient(parameter, values);
        return values;
    }

    /** The gradient is added up once, whoever asks for it before the update. */
    @ParameterizedTest
    @MethodSource("networks")
    void anUpdateIsTheSameWhoeverLookedAtTheGradient(Network network, int threads) {
        for (Optimizer optimizer : List.of(Optimizers.momentum(0.9), Optimizers.lamb())) {
            try (Program looked =
                            OneDnnProgram.compile(network, options(optimizer, threads), IN_LANES);
                    Program blind =
                            OneDnnProgram.compile(network, options(optimizer, threads), IN_LANES)) {
                for (int step = 0; step < SIZES.length; step++) {
                    Batch batch = Examples.batch(network, SIZES[step], step);
                    looked.forwardBackward(batch, step);
                    gradient(looked, network.parameters().getFirst());
                    looked.gradientNorm();
                    looked.update(0.01, 0.9, 0, 1);
                    blind.forwardBackward(batch, step);
                    blind.update(0.01, 0.9, 0, 1);
                }
                assertSameState(looked, blind);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void bothHalvesOfAPassDoWhatItDoesWhole(Network network, int threads) {
        try (Program whole = compile(network, threads);
                Program halves = compile(network, threads)) {
            for (int step = 0; step < SIZES.length; step++) {
                Batch batch = Examples.batch(network, SIZES[step], step);
                float[] outputs = halves.forward(batch, step).clone();
                whole.forwardBackward(batch, step);
                halves.backward(outputGradient(batch, outputs));

                for (Parameter parameter : network.parameters()) {
                    assertThat(
                                    Distance.largest(
                                            gradient(halves, parameter),
                                            gradient(whole, parameter)))
                            .as("%s, %d rows", parameter.name(), SIZES[step])
                            .isLessThan(1e-6);
                }
            }
        }
    }

    /** Returns (softmax - one hot) / rows. */
    private static float[] outputGradient(Batch batch, float[] outputs) {
        float[] gradient = new float[batch.size() * Examples.CLASSES];
        for (int row = 0; row < batch.size(); row++) {
            double sum = 0;
            for (int i = 0; i < Examples.CLASSES; i++) {
                sum += Math.exp(outputs[row * Examples.CLASSES + i]);
            }
            for (int i = 0; i < Examples.CLASSES; i++) {
                int place = row * Examples.CLASSES + i;
                double hit = batch.labels()[row] == i ? 1 : 0;
                gradient[place] = (float) ((Math.exp(outputs[place]) / sum - hit) / batch.size());
            }
        }
        return gradient;
    }

    private static void assertSameState(Program one, Program other) {
        for (StateEntry entry : one.state()) {
            assertThat(Examples.read(one, entry))
                    .as(entry.name())
                    .isEqualTo(Examples.read(other, entry));
        }
    }

    /**
     * The JVM takes 24 bytes where C calls Java, unless it compiles that away: to go forward and
     * back, for the loss, for the sum of the lanes' gradients, its norm and the update.
     */
    @Test
    void aStepAllocatesNothingButForItsCallsFromC() {
        Network network = Examples.lenet();
        Batch batch = Examples.batch(network, 131, 0);
        try (Program program = compile(network, 2)) {
            assertThat(Allocation.of(() -> Examples.step(program, batch, 0)))
                    .isLessThanOrEqualTo(6 * 24);
        }
    }

    /** A value that is not finite is met in the lane of its row alone. */
    @ParameterizedTest
    @MethodSource("networks")
    void aValueThatIsNotFiniteIsMetInAnyLane(Network network, int threads) {
        for (int row : new int[] {0, LARGEST / 2, LARGEST - 1}) {
            try (Program lanes = compile(network, threads);
                    Program plain = plain(network)) {
                copyState(lanes, plain);
                Batch batch = Examples.batch(network, LARGEST, row);
                batch.inputs()[row * network.input().size() + 3] = Float.POSITIVE_INFINITY;

                double loss = lanes.forwardBackward(batch, 0);

                Double expected = plain.forwardBackward(batch, 0);
                assertThat(loss).isEqualTo(expected);
                for (Parameter parameter : network.parameters()) {
                    assertThat(gradient(lanes, parameter)).isEqualTo(gradient(plain, parameter));
                }
            }
        }
    }

    /** A kernel that shares its rows among threads which it does not get leaves some out. */
    @Test
    void whereALaneIsLeftOutTheSliceCountsAsWrongAndANoteSaysSo() {
        Network network = Examples.lenet();
        Batch batch = Examples.batch(network, 100, 3);
        float[] outputs = new float[100 * Examples.CLASSES];
        ProgramOptions options = options(Optimizers.sgd(), 2);
        try (var scope = new Scope()) {
            Compiled compiled = Compiled.forTraining(network, options, scope, IN_LANES);
            InitialState.write(compiled, 11);
            var slice = new SliceInLanes(compiled, new LazyTeam(2));
            assertThat(slice.takes(100)).isTrue();
            Arrays.fill(outputs, -1);

            slice.forward(batch, 0, 0, 100, outputs, 0);

            assertThat(slice.isAlarmed()).isTrue();
            assertThat(slice.takes(100)).isFalse();
            assertThat(compiled.trials().takeNotes())
                    .singleElement()
                    .asString()
                    .startsWith("oneDNN's kernels compute something else where several threads");
        }
    }
}
