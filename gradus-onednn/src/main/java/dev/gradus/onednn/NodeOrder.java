package dev.gradus.onednn;

import dev.gradus.nn.Activation;
import dev.gradus.nn.Layer.Pool;
import dev.gradus.nn.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts nodes in another order where that gives the same bits for less work: the largest of some
 * values is cut at 0 as well as each of them, so relu comes after a max pool, where there are a
 * quarter as many values and the pool computes it in passing. The gradients are the same too: those
 * of a window whose largest value is cut are 0 either way.
 */
final class NodeOrder {
    private NodeOrder() {}

    /** Returns nodes that compute the same. */
    static List<Node> cheapest(List<Node> nodes) {
        var ordered = new ArrayList<>(nodes);
        for (int i = 0; i + 1 < nodes.size(); i++) {
            Node relu = nodes.get(i);
            Node pool = nodes.get(i + 1);
            if (relu.layer() instanceof Activation.Relu && isMax(pool)) {
                ordered.set(i, pool);
                ordered.set(i + 1, behind(relu, pool));
            }
        }
        return ordered;
    }

    private static boolean isMax(Node node) {
        return node.layer() instanceof Pool pool && pool.kind() == Pool.Kind.MAX;
    }

    private static Node behind(Node activation, Node pool) {
        return new Node(
                activation.name(),
                activation.layer(),
                pool.output(),
                pool.output(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
