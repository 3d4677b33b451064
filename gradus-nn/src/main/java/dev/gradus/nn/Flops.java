package dev.gradus.nn;

import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.ArrayLayer;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.GlobalAveragePool;
import dev.gradus.nn.layer.Join;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Sum;
import java.util.stream.Stream;

/**
 * How many floating-point operations training takes, counted from the network: a multiplication and
 * an addition for each weight and each position where it is applied, once in the forward pass, once
 * for the gradient of the weights and once for the gradient of the input, which the first layer
 * with weights does not need. Padded positions count too. Biases, activations, normalization,
 * pooling and the update are not counted.
 */
public final class Flops {
    private Flops() {}

    /**
     * {@return the operations of one example on its way forward}
     *
     * @param network the network
     */
    public static double forward(Network network) {
        return 2.0 * products(network).mapToLong(Flops::multiplications).sum();
    }

    /**
     * {@return the operations of one step of training}
     *
     * @param network the network
     * @param batch examples in the step
     */
    public static double step(Network network, int batch) {
        double first = 2.0 * products(network).findFirst().map(Flops::multiplications).orElse(0L);
        return batch * (3 * forward(network) - first);
    }

    /** Returns the nodes with weights that are multiplied, in the order of computation. */
    private static Stream<Node> products(Network network) {
        return network.nodes().stream().filter(node -> multiplications(node) > 0);
    }

    /**
     * {@return how many values a layer multiplies with a weight for one example}
     *
     * @param node the node
     */
    public static long multiplications(Node node) {
        return switch (node.operation()) {
            case Dense dense -> (long) node.input().size() * dense.outputs();
            case Conv1d conv -> multiplications(node.asImages(), conv.overImage());
            case Conv2d conv -> multiplications(node, conv);
            case Pool _,
                    GlobalAveragePool _,
                    Flatten _,
                    Dropout _,
                    BatchNorm _,
                    LayerNorm _,
                    Activation _,
                    ArrayLayer _,
                    Sum _,
                    Join _ ->
                    0;
        };
    }

    private static long multiplications(Node node, Conv2d conv) {
        return (long) node.output().size()
                * (node.input().dimension(0) / conv.groups())
                * conv.kernel().height()
                * conv.kernel().width();
    }
}
