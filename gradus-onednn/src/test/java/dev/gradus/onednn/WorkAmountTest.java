package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.Propagation;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkAmountTest {
    private static final int ROWS = 128;
    private static final int ALL = 2;

    @Test
    void eachLayerHasTheThreadsThatItIsWorth() {
        Network network =
                Network.parse(Shape.vector(784), "dense(512) relu dense(128) relu dense(10)");

        assertThat(network.nodes())
                .extracting(node -> WorkAmount.USUAL.threads(node, ROWS, ALL))
                .containsExactly(2, 1, 2, 1, 1);
    }

    @Test
    void manySmallLayersAreNotWorthTwoThreads() {
        String deep =
                String.join(" ", IntStream.range(0, 50).mapToObj(_ -> "dense(64) relu").toList());
        Network network = Network.parse(Shape.vector(64), deep + " dense(10)");

        assertThat(WorkAmount.USUAL.threads(Propagation.TRAINING, network, ROWS, ALL)).isOne();
        assertThat(WorkAmount.USUAL.threads(Propagation.INFERENCE, network, ROWS, ALL)).isOne();
    }

    @Test
    void predictionsUseSeveralThreadsSoonerThanTraining() {
        Network network = Network.parse(Shape.vector(784), "dense(128) relu dense(10)");

        assertThat(WorkAmount.USUAL.threads(Propagation.INFERENCE, network, 32, ALL))
                .isEqualTo(ALL);
        assertThat(WorkAmount.USUAL.threads(Propagation.TRAINING, network, 32, ALL)).isOne();
        assertThat(WorkAmount.USUAL.threads(Propagation.TRAINING, network, ROWS, ALL))
                .isEqualTo(ALL);
    }

    @Test
    void smallNetworksWithMuchToComputeTrainInLanes() {
        assertThat(isInLanes(Examples.lenet(), 32)).isTrue();
        assertThat(isInLanes(Examples.lenet(), 31)).isFalse();
        assertThat(isInLanes(perceptron(784, 128), 256)).isTrue();
        assertThat(isInLanes(perceptron(784, 128), 128)).isFalse();
        assertThat(isInLanes(perceptron(784, 512), 256)).isFalse();
        assertThat(isInLanes(perceptron(20, 64), 128)).isFalse();
    }

    private static boolean isInLanes(Network network, int rows) {
        return WorkAmount.USUAL.isWorthLanes(network, rows, ALL);
    }

    private static Network perceptron(int inputs, int hidden) {
        return Network.parse(Shape.vector(inputs), "dense(" + hidden + ") relu dense(10)");
    }

    @Test
    void onlyProductsMakeBfloat16WorthIt() {
        Shape few = Shape.vector(16);
        String layers =
                String.join(" ", IntStream.range(0, 16).mapToObj(_ -> "dense(16) relu").toList());

        assertThat(WorkAmount.isWorthRounding(Network.parse(few, layers), 32)).isFalse();
        assertThat(WorkAmount.isWorthRounding(Network.parse(few, layers), 36)).isTrue();
    }
}
