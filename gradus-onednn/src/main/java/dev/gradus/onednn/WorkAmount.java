package dev.gradus.onednn;

import dev.gradus.nn.Flops;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.parameter.Parameter;
import java.util.List;

/** How much work a network takes, and how many threads are worth using for it. */
final class WorkAmount {
    /**
     * The number of multiplications and additions in a forward pass below which a second thread
     * costs more than it saves: a barrier takes some microseconds, a call has two, and a core does
     * about 50 operations per nanosecond.
     */
    private static final double WORTH_A_THREAD = 2e6;

    private WorkAmount() {}

    /** Returns how many of the allowed threads to use. */
    static int threads(Network network, int rows, int allowed) {
        return operations(network.nodes()) * rows < WORTH_A_THREAD ? 1 : allowed;
    }

    /**
     * Returns the approximate number of multiplications and additions in the forward pass of an
     * example.
     */
    static double operations(List<Node> nodes) {
        double sum = 0;
        for (Node node : nodes) {
            sum += operations(node);
        }
        return sum;
    }

    private static double operations(Node node) {
        double multiplications = Flops.multiplications(node);
        if (multiplications == 0) {
            return node.output().size();
        }
        boolean hasBias =
                node.parameters().stream().anyMatch(each -> each.role() == Parameter.Role.BIAS);
        return 2 * (multiplications + (hasBias ? node.output().size() : 0));
    }
}
