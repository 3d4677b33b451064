package dev.gradus.nn.engine.random;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Network;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Parameter.Role;
import dev.gradus.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializationTest {
    private static final int IN = 50;
    private static final int OUT = 100;
    private static final int SIZE = 40_000;

    /** The deviation each initializer promises, and the largest value if there is one. */
    static Stream<Arguments> spreads() {
        double glorot = Math.sqrt(6.0 / (IN + OUT));
        return Stream.of(
                Arguments.of(Initializer.he(), Math.sqrt(2.0 / IN), 9),
                Arguments.of(Initializer.leCun(), Math.sqrt(1.0 / IN), 9),
                Arguments.of(Initializer.normal(0.3), 0.3, 9),
                Arguments.of(Initializer.xavier(), Math.sqrt(2.0 / (IN + OUT)), glorot),
                Arguments.of(Initializer.uniform(0.7), 0.7 / Math.sqrt(3), 0.7));
    }

    @ParameterizedTest
    @MethodSource("spreads")
    void spreadsAsItsFormulaSays(Initializer initializer, double deviation, double bound) {
        float[] values = values(initializer, 0, 1);
        double mean = 0;
        double square = 0;
        for (float value : values) {
            mean += value / (double) SIZE;
            square += (double) value * value / SIZE;
            assertThat((double) Math.abs(value)).isLessThanOrEqualTo((float) bound);
        }
        double near = 4 * deviation / Math.sqrt(SIZE);
        assertThat(mean).isCloseTo(0, within(near));
        assertThat(Math.sqrt(square)).isCloseTo(deviation, within(near));
    }

    @Test
    void dependsOnSeedAndNumber() {
        float[] values = values(Initializer.he(), 0, 1);
        assertThat(values(Initializer.he(), 0, 1)).isEqualTo(values);
        assertThat(values(Initializer.he(), 1, 1)).isNotEqualTo(values);
        assertThat(values(Initializer.he(), 0, 2)).isNotEqualTo(values);
    }

    /** The same bits on every machine and in every version: Philox and Box–Muller, by Python. */
    @Test
    void neverChanges() {
        assertThat(Arrays.copyOf(values(Initializer.he(), 2, 7), 4))
                .containsExactly(0.106157064f, 0.3136823f, -0.11407611f, -0.024491986f);
    }

    @Test
    void fillsOnlyThePartAskedFor() {
        float[] values = new float[5];
        Arrays.fill(values, 9);
        var parameter =
                new Parameter("norm.scale", Role.SCALE, List.of(3), Initializer.constant(1), 3, 3);
        Initialization.fill(parameter, 0, 1, values, 1, 3);
        assertThat(values).containsExactly(9, 1, 1, 9, 9);
    }

    @Test
    void refusesAnUndecidedInitializer() {
        assertThatThrownBy(() -> values(Initializer.byActivation(), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dense1.weight");
    }

    /** The network has decided by then: He before relu, Xavier otherwise, past norms. */
    @Test
    void aNetworkLeavesNothingUndecided() {
        var network =
                Network.of(
                        Shape.image(1, 5, 5),
                        conv2d(4, 3),
                        batchNorm(),
                        relu(),
                        dense(3),
                        tanh(),
                        dense(2));
        assertThat(network.parameters().stream().map(p -> p.name() + " " + p.initializer()))
                .containsExactly(
                        "conv2d1.weight he",
                        "conv2d1.bias zeros",
                        "batchNorm1.scale constant(1)",
                        "batchNorm1.shift zeros",
                        "dense1.weight xavier",
                        "dense1.bias zeros",
                        "dense2.weight xavier",
                        "dense2.bias zeros");
    }

    private static float[] values(Initializer initializer, int number, long seed) {
        var parameter =
                new Parameter("dense1.weight", Role.WEIGHT, List.of(SIZE), initializer, IN, OUT);
        float[] values = new float[SIZE];
        Initialization.fill(parameter, number, seed, values, 0, SIZE);
        return values;
    }
}
