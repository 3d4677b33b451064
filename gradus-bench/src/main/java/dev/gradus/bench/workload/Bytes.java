package dev.gradus.bench.workload;

import dev.gradus.nn.Activation;
import dev.gradus.nn.Layer;
import dev.gradus.nn.Network;
import dev.gradus.nn.Node;
import dev.gradus.nn.Parameter;
import java.util.List;

/**
 * How many bytes of float32 a step of training reads and writes, counted from the network as if
 * nothing stayed in a cache from one layer to the next.
 *
 * <p>A layer reads what comes in and writes what goes out; on the way back it reads what came in
 * and the gradient of what went out, and writes the gradient of what came in. Its parameters are
 * read on both ways, their gradient is written. The first layer with weights needs no gradient of
 * what came in, and so no parameters on the way back. Activations, dropout and flattening cost
 * nothing: they can be computed as values are written.
 */
public final class Bytes {
    private static final double FLOAT = Float.BYTES;

    private Bytes() {}

    /**
     * Returns the bytes of the way forward and back.
     *
     * @param batch examples in the step
     */
    public static double passes(Network network, int batch) {
        double saved =
                network.nodes().stream()
                        .filter(node -> Flops.multiplications(node) > 0)
                        .findFirst()
                        .map(first -> (double) batch * first.input().size() + parameters(first))
                        .orElse(0.0);
        return FLOAT * (passes(network.nodes(), batch) - saved);
    }

    /**
     * Returns the bytes of the update: it reads the gradient, reads and writes parameters and
     * slots.
     *
     * @param slots how many values the optimizer keeps for each parameter
     */
    public static double update(Network network, int slots) {
        double parameters = network.parameters().stream().mapToDouble(Parameter::size).sum();
        return FLOAT * parameters * (1 + 2 * (1 + slots));
    }

    private static double passes(List<Node> nodes, int batch) {
        return nodes.stream().mapToDouble(node -> passes(node, batch)).sum();
    }

    private static double passes(Node node, int batch) {
        double in = (double) batch * node.input().size();
        double out = (double) batch * node.output().size();
        return switch (node.layer()) {
            case Activation activation -> 0;
            case Layer.Dropout dropout -> 0;
            case Layer.Flatten flatten -> 0;
            // Two ways meet in a sum, and on the way back their gradients do.
            case Layer.Residual residual ->
                    passes(node.block(), batch) + passes(node.shortcut(), batch) + 3 * out + 3 * in;
            default -> 3 * in + 2 * out + 3 * parameters(node);
        };
    }

    private static double parameters(Node node) {
        return node.parameters().stream().mapToDouble(Parameter::size).sum();
    }
}
