package dev.gradus.onednn.lowering;

import static dev.gradus.nn.layer.Layers.averagePool;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.leakyRelu;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeOrderTest {
    private static Network network(Layer... layers) {
        return Network.of(Shape.image(2, 11, 9), layers);
    }

    @Test
    void reluComesAfterMaxPoolsWithTheirShape() {
        List<Node> ordered =
                NodeOrder.cheapest(
                        network(
                                conv2d(4, 3),
                                relu(),
                                maxPool(2),
                                conv2d(3, 2),
                                relu(),
                                maxPool(2)));

        assertThat(ordered)
                .extracting(Node::name)
                .containsExactly("conv2d1", "maxPool1", "relu1", "conv2d2", "maxPool2", "relu2");
        assertThat(ordered.get(1).output()).isEqualTo(Shape.image(4, 4, 3));
        assertThat(ordered.get(2).input()).isEqualTo(Shape.image(4, 4, 3));
        assertThat(ordered.get(2).output()).isEqualTo(Shape.image(4, 4, 3));
    }

    /** An average of cut values is no cut average, and a slope may turn the largest around. */
    @Test
    void allElseStaysAsItIs() {
        Network network =
                network(
                        relu(),
                        averagePool(2),
                        leakyRelu(-0.5),
                        maxPool(2),
                        relu(),
                        flatten(),
                        dense(3),
                        relu());

        assertThat(NodeOrder.cheapest(network)).isEqualTo(network.nodes());
    }
}
