package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Node;
import java.util.List;

/** How much work a network is, and how many threads that is worth. */
final class WorkAmount {
    /**
     * Multiplications and additions of a forward pass below which a second thread costs more than
     * it gives: a barrier takes some microseconds, a call has two, and a core does about 50 of
     * these in a nanosecond.
     */
    private static final double WORTH_A_THREAD = 2e6;

    private WorkAmount() {}

    /** Returns how many threads to use of those that are allowed. */
    static int threads(Network network, int rows, int allowed) {
        return operations(network.nodes()) * rows < WORTH_A_THREAD ? 1 : allowed;
    }

    /**
     * Returns about how many multiplications and additions the forward pass of an example takes.
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
