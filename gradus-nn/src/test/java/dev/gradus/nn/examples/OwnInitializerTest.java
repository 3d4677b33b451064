package dev.gradus.nn.examples;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.parameter.OwnInitializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.text.OwnPart;
import org.junit.jupiter.api.Test;

class OwnInitializerTest {
    /** W Wᵀ = gain² I, or Wᵀ W where W is taller than wide. */
    @Test
    void rowsOrColumnsAreOrthogonal() {
        var network =
                Network.of(
                        Shape.image(2, 4, 4),
                        conv2d(5, 3).initializer(new Orthogonal(2)),
                        flatten(),
                        dense(7).initializer(new Orthogonal(1)),
                        dense(11).initializer(new Orthogonal(0.5)));
        try (Program program = compile(network, 1, 2)) {
            assertOrthogonal(values(program, 0), 5, 18, 2);
            assertOrthogonal(values(program, 2), 7, 20, 1);
            assertOrthogonal(values(program, 4), 11, 7, 0.5);
        }
    }

    @Test
    void aSeedGivesTheSameValuesForAnyNumberOfThreads() {
        var network =
                Network.of(
                        Shape.vector(20),
                        dense(300).initializer(new Orthogonal(1)),
                        dense(300).initializer(new Orthogonal(1)));
        try (Program one = compile(network, 1, 1);
                Program two = compile(network, 1, 2);
                Program other = compile(network, 2, 1)) {
            assertThat(values(two, 0)).isEqualTo(values(one, 0));
            assertThat(values(two, 2)).isEqualTo(values(one, 2));
            assertThat(values(other, 0)).isNotEqualTo(values(one, 0));
            assertThat(values(one, 2)[0])
                    .as("of another parameter")
                    .isNotEqualTo(values(one, 0)[0]);
        }
    }

    @Test
    void valuesThatAreNotFiniteAreRefused() {
        record Broken() implements OwnInitializer {
            @Override
            public void fill(Parameter parameter, Randomness random, float[] values) {
                values[1] = Float.NaN;
            }
        }
        var network = Network.of(Shape.vector(2), dense(3).initializer(new Broken()));

        assertThatThrownBy(() -> compile(network, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the own initializer Broken[] begins 'dense1.weight' with NaN at place 1; values must be finite");
    }

    /** An object's identity is another one in the next process, so nobody would find it again. */
    @Test
    void aPartIsNamedByWhatItSaysOfItself() {
        OwnInitializer nameless = (parameter, random, values) -> {};

        assertThat(OwnPart.name("initializer", new Orthogonal(2)))
                .isEqualTo("Orthogonal[gain=2.0]");
        assertThatThrownBy(() -> OwnPart.name("initializer", nameless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the own initializer OwnInitializerTest$$Lambda")
                .hasMessageContaining("must have a name that is the same in every process, got \"")
                .hasMessageEndingWith(
                        "write it as a record of plain values, or give it a toString with all its settings");
    }

    private static void assertOrthogonal(float[] w, int rows, int columns, double gain) {
        boolean wide = rows <= columns;
        int vectors = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        for (int a = 0; a < vectors; a++) {
            for (int b = 0; b < vectors; b++) {
                double sum = 0;
                for (int i = 0; i < length; i++) {
                    sum +=
                            wide
                                    ? (double) w[a * columns + i] * w[b * columns + i]
                                    : (double) w[i * columns + a] * w[i * columns + b];
                }
                assertThat(sum).isCloseTo(a == b ? gain * gain : 0, within(1e-6));
            }
        }
    }

    private static float[] values(Program program, int entry) {
        float[] values = new float[program.state().get(entry).size()];
        program.read(program.state().get(entry), values);
        return values;
    }

    private static Program compile(Network network, long seed, int threads) {
        return Backends.named("java")
                .compile(
                        network,
                        ProgramOptions.of(Losses.quadratic(), Optimizers.sgd(), 2, seed)
                                .threads(threads));
    }
}
