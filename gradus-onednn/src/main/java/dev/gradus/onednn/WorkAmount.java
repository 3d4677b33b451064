package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Node;
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
        double weights = node.parameters().stream().mapToDouble(each -> each.size()).sum();
        return switch (node.operation()) {
            case Dense dense -> 2 * weights;
            case Conv1d conv -> 2 * weights * node.output().dimension(1);
            case Conv2d conv ->
                    2 * weights * node.output().dimension(1) * node.output().dimension(2);
            default -> node.output().size();
        };
    }
}
