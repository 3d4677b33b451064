package dev.gradus.nn.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Compares a backend's programs for inference with its programs for training. */
public final class InferenceParity {
    private static final int SLICE = 6;
    private static final int[] SIZES = {SLICE, 1, 2 * SLICE + 3};

    private InferenceParity() {}

    /**
     * Returns a test for every kind of layer and loss: outputs are those of training's evaluation.
     *
     * @param tolerance how far apart they may be, relative to their length; with 0 their bits are
     *     the same
     */
    public static Stream<DynamicTest> tests(
            Backend backend, Precision precision, double tolerance) {
        return Stream.of(LayerCases.all(), LossCases.all())
                .flatMap(List::stream)
                .map(subject ->
                        dynamicTest(
                                subject.name() + ", " + precision,
                                () -> compare(backend, subject, precision, tolerance)));
    }

    private static void compare(
            Backend backend, Case subject, Precision precision, double tolerance) {
        Network network = subject.network();
        var options = subject.options(SLICE, 2).precision(precision);
        try (Program training = backend.compile(network, options);
                InferenceProgram inference =
                        backend.compileForInference(network, forInference(options))) {
            for (int step = 0; step < 2; step++) {
                training.forwardBackward(subject.batch(SLICE, step), step);
                training.update(0.01, 0.9, 0, 1);
            }
            share(training, inference);
            for (int size : SIZES) {
                compare(training, inference, subject.batch(size, size), tolerance);
            }
        }
    }

    /** Returns a test of networks drawn by chance: outputs have the bits of training's. */
    public static DynamicTest sameBitsByChance(
            Backend backend, Precision precision, long experiments) {
        return dynamicTest(
                Text.of("%d networks, %s", experiments, precision),
                () ->
                        LongStream.range(0, experiments)
                                .mapToObj(number -> Experiments.of(number, precision))
                                .forEach(experiment -> compareBits(backend, experiment)));
    }

    private static void compareBits(Backend backend, Experiment experiment) {
        Network network = experiment.network();
        try (Program training = backend.compile(network, experiment.options());
                InferenceProgram inference =
                        backend.compileForInference(network, forInference(experiment.options()))) {
            training.forwardBackward(experiment.batch(experiment.batches().getFirst(), 0), 0);
            training.update(0.01, 0.9, 0, 1);
            share(training, inference);
            compare(training, inference, experiment.batch(experiment.evaluated(), -1), 0);
        }
    }

    /** Returns options for inference like those for training. */
    public static InferenceOptions forInference(ProgramOptions options) {
        return new InferenceOptions(
                options.sliceSize(), options.batchSize(), options.precision(), options.threads());
    }

    /** Copies all that outputs depend on. */
    public static void share(InferenceProgram from, InferenceProgram to) {
        for (StateEntry entry : to.state()) {
            float[] values = new float[entry.size()];
            from.read(entry, values);
            to.write(entry, values);
        }
    }

    private static void compare(
            InferenceProgram training, InferenceProgram inference, Batch batch, double tolerance) {
        int count = batch.size() * training.network().output().size();
        float[] expected = new float[count];
        float[] actual = new float[count];
        training.evaluate(batch, expected);
        inference.evaluate(batch, actual);
        if (tolerance == 0) {
            assertThat(actual).as(training.network().text()).isEqualTo(expected);
        } else {
            double[] wide = Closeness.widened(expected, count);
            double length = Closeness.length(wide);
            Closeness.check("outputs", Closeness.widened(actual, count), wide, length, tolerance);
        }
    }

    /** Fails unless a program says what it lacks before it computes anything. */
    public static void refusesToComputeWithoutValues(Backend backend) {
        Network network = LayerCases.all().getFirst().network();
        try (InferenceProgram program =
                backend.compileForInference(network, InferenceOptions.of(SLICE))) {
            Batch batch = LayerCases.all().getFirst().batch(1, 0);
            float[] outputs = new float[network.output().size()];
            List<StateEntry> state = program.state();
            assertThatThrownBy(() -> program.evaluate(batch, outputs))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "%s has no values yet; write every entry of state() before evaluate (%d of %d are missing)",
                            state.getFirst().name(), state.size(), state.size());
            for (StateEntry entry : state.subList(0, state.size() - 1)) {
                program.write(entry, new float[entry.size()]);
            }
            assertThatThrownBy(() -> program.evaluate(batch, outputs))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(state.getLast().name() + " has no values yet");
            program.write(state.getLast(), new float[state.getLast().size()]);
            program.evaluate(batch, outputs);
        }
    }

    /** Fails unless a program has parameters and statistics, and nothing of an optimizer's. */
    public static void keepsNoSlots(Backend backend) {
        Network network = LayerCases.all().getFirst().network();
        var slot = new StateEntry("dense1.weight/momentum", StateEntry.Kind.SLOT, 0, 0, 6);
        try (InferenceProgram program =
                backend.compileForInference(network, InferenceOptions.of(SLICE))) {
            assertThat(program.state())
                    .isEqualTo(StateEntry.ofModel(network))
                    .allMatch(StateEntry::isOfModel);
            assertThatThrownBy(() -> program.write(slot, new float[6]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "a program for inference has no dense1.weight/momentum");
        }
    }

    /** Returns a network of which nearly all memory is weights. */
    public static Network perceptron() {
        return Network.parse(Shape.vector(784), "dense(128) relu dense(10)");
    }

    /** Returns a network of which much memory lies between the layers. */
    public static Network leNet() {
        return Network.parse(
                Shape.image(1, 28, 28),
                "conv2d(6,5,padding=2) relu maxPool(2) conv2d(16,5) relu maxPool(2)"
                        + " flatten dense(120) relu dense(84) relu dense(10)");
    }

    /** Returns what share of the memory of training with momentum inference takes. */
    public static double shareOfMemory(Backend backend, Network network, int batchSize) {
        var options =
                ProgramOptions.of(
                        Losses.softmaxCrossEntropy(), Optimizers.momentum(0.9), batchSize, 1);
        var batch = new Batch(batchSize, network.input().size(), Target.classes(10));
        batch.size(batchSize);
        float[] outputs = new float[batchSize * network.output().size()];
        try (Program training = backend.compile(network, options);
                InferenceProgram inference =
                        backend.compileForInference(network, forInference(options))) {
            training.forwardBackward(batch, 0);
            training.update(0.1, 0.9, 0, 1);
            training.evaluate(batch, outputs);
            share(training, inference);
            inference.evaluate(batch, outputs);
            return (double) inference.memory() / training.memory();
        }
    }
}
