package dev.gradus.model;

import static dev.gradus.nn.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Models;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.testing.Allocation;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallNetworkTest {
    private static float[] inputs(Network network) {
        var random = new Random(7);
        float[] inputs = new float[network.input().size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        return inputs;
    }

    private static float[] outputs(Model model, float[] inputs) {
        float[] outputs = new float[model.network().output().size()];
        SmallNetwork small = SmallNetwork.of(model.network(), model.values()).orElseThrow();
        small.compute(inputs, small.workspace(), outputs);
        return outputs;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense(1)",
                "dense(15)",
                "dense(16)",
                "dense(17)",
                "dense(7, bias=false) relu dense(33) relu dropout(0.5) dense(5)",
                "concat([flatten], [flatten, dense(40), relu, dropout(0.2)]) dense(3)",
                "concat([], [dense(3)], [dense(20), relu]) relu concat([dense(2)], [])",
            })
    void computesWhatPlainJavaComputes(String layers) {
        for (int width : new int[] {1, 3, 7, 8, 9, 17, 64}) {
            var network = Network.parse(Shape.vector(width), layers);
            Model model = Examples.plain(network);
            float[] inputs = inputs(network);
            float[] expected = Examples.outputs(model, inputs, 1);
            assertThat(outputs(model, inputs)).containsExactly(expected, within(1e-5f));
            assertThat(outputs(model, Arrays.copyOf(inputs, width + 3)))
                    .as("an array that is longer than the example")
                    .containsExactly(expected, within(1e-5f));
        }
    }

    @Test
    void anImageIsReadAsRowsOfChannels() {
        var network = Network.parse(Shape.image(2, 5, 4), "flatten dense(20) relu dense(3)");
        Model model = Examples.plain(network);
        float[] inputs = inputs(network);
        assertThat(outputs(model, inputs))
                .containsExactly(Examples.outputs(model, inputs, 1), within(1e-5f));
    }

    @Test
    void aMissingNumberIsNotLost() {
        var network = Network.parse(Shape.vector(9), "dense(20) relu dense(3)");
        float[] inputs = inputs(network);
        inputs[4] = Float.NaN;
        assertThat(outputs(Examples.plain(network), inputs)).containsOnly(Float.NaN);
    }

    @Test
    void otherNetworksAreLeftToABackend() {
        assertThat(isSmall(Network.parse(Shape.vector(20), "dense(5) tanh dense(2)"))).isFalse();
        assertThat(isSmall(Network.parse(Shape.image(1, 8, 8), "conv2d(2, 3) flatten dense(2)")))
                .isFalse();
        assertThat(isSmall(Network.of(Shape.vector(300), dense(200)))).isFalse();
        assertThat(isSmall(Models.named("wide-deep", Shape.vector(108), 2))).isTrue();
    }

    private static boolean isSmall(Network network) {
        return SmallNetwork.of(network, Examples.values(network, 1)).isPresent();
    }

    @Test
    void aPredictionAllocatesNothing() {
        var network = Models.named("wide-deep", Shape.vector(20), 2);
        Model model = Examples.plain(network);
        SmallNetwork small = SmallNetwork.of(network, model.values()).orElseThrow();
        float[][] workspace = small.workspace();
        float[] inputs = inputs(network);
        float[] outputs = new float[2];
        assertThat(Allocation.of(() -> small.compute(inputs, workspace, outputs))).isZero();
    }
}
