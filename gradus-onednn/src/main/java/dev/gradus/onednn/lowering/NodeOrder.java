package dev.gradus.onednn.lowering;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Node.Wire;
import dev.gradus.nn.layer.Pool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reorders nodes if that gives the same bits for less work: relu of a maximum is the maximum of
 * relus, so relu is moved after a max pool, where there are a quarter as many values and the pool
 * can compute it as a post-op. The gradients are the same too: those of a window with a negative
 * maximum are 0 either way.
 */
final class NodeOrder {
    private final Map<String, Integer> readers;
    private final Map<String, String> renamed = new HashMap<>();
    private final List<Node> ordered = new ArrayList<>();

    private NodeOrder(Map<String, Integer> readers) {
        this.readers = readers;
    }

    /** Returns nodes that compute the same; the last one gives the outputs. */
    static List<Node> cheapest(Network network) {
        return new NodeOrder(network.readers()).order(network.nodes());
    }

    private List<Node> order(List<Node> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = reconnected(nodes.get(i));
            if (i + 1 < nodes.size() && isSwapped(node, nodes.get(i + 1))) {
                swap(node, nodes.get(++i));
            } else {
                ordered.add(node);
            }
        }
        return ordered;
    }

    private boolean isSwapped(Node relu, Node pool) {
        return relu.operation() instanceof Activation.Relu
                && pool.operation() instanceof Pool(Pool.Kind kind, _, _, _)
                && kind == Pool.Kind.MAX
                && pool.inputs().getFirst().from().equals(relu.name())
                && readers.getOrDefault(relu.name(), 0) == 1;
    }

    private void swap(Node relu, Node pool) {
        Node first = pool.reading(relu.inputs());
        ordered.add(first);
        ordered.add(
                new Node(
                        relu.name(),
                        relu.operation(),
                        List.of(first.wire()),
                        first.output(),
                        List.of(),
                        List.of()));
        renamed.put(pool.name(), relu.name());
    }

    /**
     * Returns the node with the relu as its input, which now follows the pool, if it read the pool.
     */
    private Node reconnected(Node node) {
        return node.reading(
                node.inputs().stream()
                        .map(wire ->
                                new Wire(
                                        renamed.getOrDefault(wire.from(), wire.from()),
                                        wire.shape()))
                        .toList());
    }
}
