package dev.gradus.bench.workload;

import dev.gradus.nn.Flops;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Node;
import java.util.List;

/**
 * What share of a large product's rate a network can reach if kernels compute whole vectors of
 * channels or outputs: results and the weights' gradient in vectors of outputs, the input's
 * gradient in vectors of inputs. Lanes without a channel are computed too.
 */
public final class PaddedFlops {
    private PaddedFlops() {}

    /**
     * Returns the operations of a step of training / those computed with padding, at most 1.
     *
     * @param lanes how many numbers a vector of the processor holds
     */
    public static double share(Network network, int lanes) {
        double counted = 0;
        double padded = 0;
        List<Node> products =
                network.nodes().stream().filter(node -> Flops.multiplications(node) > 0).toList();
        for (Node node : products) {
            double once = Flops.multiplications(node);
            int back = node.equals(products.getFirst()) ? 0 : 1;
            counted += (2 + back) * once;
            padded +=
                    2 * once * padding(outputs(node), lanes)
                            + back * once * padding(inputs(node), lanes);
        }
        return counted / padded;
    }

    private static double padding(int channels, int lanes) {
        return (double) Math.ceilDiv(channels, lanes) * lanes / channels;
    }

    private static int outputs(Node node) {
        return switch (node.operation()) {
            case Dense dense -> dense.outputs();
            case Conv1d conv -> conv.overImage().outputs();
            case Conv2d conv -> conv.outputs();
            default -> throw new IllegalArgumentException(node.name() + " has no weights");
        };
    }

    /** Returns the channels of an image or sequence, the values of a vector. */
    private static int inputs(Node node) {
        return node.input().dimension(0);
    }
}
