package dev.gradus.bench.workload;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.residual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Flops;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Operations against numbers counted by hand. */
class FlopsTest {
    @Test
    void countsTwoOperationsForEachWeightOfDenseLayers() {
        var network = Network.of(Shape.vector(784), dense(128), relu(), dense(10));
        assertThat(Flops.forward(network)).isEqualTo(2.0 * (784 * 128 + 128 * 10));
    }

    @Test
    void countsThreeProductsALayerAndTwoForTheFirst() {
        var network = Network.of(Shape.vector(16), dense(64), relu(), dense(10));
        assertThat(Flops.step(network, 32)).isEqualTo(32 * 2.0 * (2 * 16 * 64 + 3 * 64 * 10));
    }

    @Test
    void countsAConvolutionAtEveryPlaceOfItsWindow() {
        var network =
                Network.of(
                        Shape.image(1, 28, 28),
                        conv2d(6, 5).padding(2),
                        relu(),
                        maxPool(2),
                        conv2d(16, 5),
                        flatten(),
                        dense(10));
        double first = 6 * 28 * 28 * 25;
        double second = 16 * 10 * 10 * 6 * 25;
        double last = 1600 * 10;
        assertThat(Flops.forward(network)).isEqualTo(2 * (first + second + last));
        assertThat(Flops.step(network, 1)).isEqualTo(2 * (2 * first + 3 * second + 3 * last));
    }

    @Test
    void countsStrideAndGroups() {
        var network = Network.of(Shape.image(4, 8, 8), conv2d(8, 3).stride(2).padding(1).groups(2));
        assertThat(Flops.forward(network)).isEqualTo(2.0 * 8 * 4 * 4 * 2 * 9);
    }

    @Test
    void countsBothWaysOfAResidualBlock() {
        var network =
                Network.of(
                        Shape.image(3, 8, 8),
                        conv2d(4, 3).padding(1),
                        residual(conv2d(8, 3).padding(1), batchNorm(), relu())
                                .shortcut(conv2d(8, 1)));
        double first = 4 * 64 * 3 * 9;
        double block = 8 * 64 * 4 * 9;
        double shortcut = 8 * 64 * 4;
        assertThat(Flops.step(network, 2))
                .isEqualTo(2 * 2 * (2 * first + 3 * block + 3 * shortcut));
    }

    @Test
    void countsNothingWithoutWeights() {
        assertThat(Flops.step(Network.of(Shape.vector(3), relu()), 8)).isZero();
    }
}
