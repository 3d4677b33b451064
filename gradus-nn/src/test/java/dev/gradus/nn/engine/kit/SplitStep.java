package dev.gradus.nn.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Holds a forward pass, a loss and a backward pass against the three in one call: the same bits of
 * loss, gradients and statistics.
 */
public final class SplitStep {
    private static final int SLICE = 4;
    private static final double RATE = 0.01;
    private static final int[] BATCHES = {4, 3, 1, 13, 8, 4};

    private SplitStep() {}

    /** Returns tests of every layer, loss and optimizer. */
    public static Stream<DynamicTest> tests(Backend backend, int threads) {
        return Stream.of(LayerCases.all(), LossCases.all(), OptimizerCases.all())
                .flatMap(List::stream)
                .map(subject ->
                        dynamicTest(subject.name(), () -> givesTheSame(subject, backend, threads)));
    }

    private static void givesTheSame(Case subject, Backend backend, int threads) {
        var options = subject.options(SLICE, threads);
        var head = LossHead.of(subject.loss(), subject.network());
        try (Program whole = backend.compile(subject.network(), options);
                Program split = backend.compile(subject.network(), options)) {
            for (int step = 0; step < BATCHES.length; step++) {
                Batch batch = subject.batch(BATCHES[step], step);
                double expected = whole.forwardBackward(batch, step);
                assertThat(inParts(split, head, batch, step)).isEqualTo(expected);
                compareGradients(whole, split);
                whole.update(RATE, 0.9, 0.01, 1);
                split.update(RATE, 0.9, 0.01, 1);
                compareStates(whole, split);
            }
        }
    }

    /** The loss is taken in slices, as a step does, so that it is added up in the same order. */
    private static double inParts(Program program, LossHead head, Batch batch, long step) {
        float[] outputs = program.forward(batch, step);
        int width = program.network().output().size();
        float[] gradient = new float[batch.size() * width];
        double weight = head.weight(batch);
        double loss = 0;
        for (int first = 0; first < batch.size(); first += SLICE) {
            int rows = Math.min(SLICE, batch.size() - first);
            float[] part = Arrays.copyOfRange(outputs, first * width, (first + rows) * width);
            float[] partGradient = new float[part.length];
            loss += head.apply(batch, first, rows, weight, part, partGradient);
            System.arraycopy(partGradient, 0, gradient, first * width, part.length);
        }
        program.backward(gradient);
        return loss;
    }

    private static void compareGradients(Program whole, Program split) {
        for (Parameter parameter : whole.network().parameters()) {
            float[] expected = new float[parameter.size()];
            float[] actual = new float[parameter.size()];
            whole.readGradient(parameter, expected);
            split.readGradient(parameter, actual);
            assertThat(actual).as("gradient of " + parameter.name()).isEqualTo(expected);
        }
    }

    private static void compareStates(Program whole, Program split) {
        for (StateEntry entry : whole.state()) {
            float[] expected = new float[entry.size()];
            float[] actual = new float[entry.size()];
            whole.read(entry, expected);
            split.read(entry, actual);
            assertThat(actual).as(entry.name()).isEqualTo(expected);
        }
    }

    /** What a backward pass goes on from must be there. */
    public static void refusesABackwardPassOfNothing(Backend backend) {
        Case subject = LayerCases.all().getFirst();
        Batch batch = subject.batch(9, 1);
        float[] gradient = new float[9 * subject.network().output().size()];
        try (Program program = backend.compile(subject.network(), subject.options(SLICE, 1))) {
            StateEntry first = program.state().getFirst();
            float[] values = new float[first.size()];
            program.read(first, values);
            List<Runnable> between =
                    List.of(
                            () -> program.backward(gradient),
                            () -> program.evaluate(batch, new float[gradient.length]),
                            () -> program.forwardBackward(batch, 0),
                            () -> program.update(RATE, 0, 0, 1),
                            () -> program.write(first, values));
            assertRefused(program, gradient);
            for (Runnable each : between) {
                program.forward(batch, 0);
                each.run();
                assertRefused(program, gradient);
            }
            program.forward(batch, 0);
            assertThatThrownBy(() -> program.backward(new float[gradient.length - 1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            Text.of(
                                    "the outputs' gradient takes %d values, got an array of %d",
                                    gradient.length, gradient.length - 1));
            batch.size(8);
            assertThatThrownBy(() -> program.backward(gradient))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "the batch had 9 examples in forward and has 8 in backward; refill it only after backward");
        }
    }

    private static void assertRefused(Program program, float[] gradient) {
        assertThatThrownBy(() -> program.backward(gradient))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "backward needs a forward pass of training; call forward(batch, step) right before it");
    }
}
