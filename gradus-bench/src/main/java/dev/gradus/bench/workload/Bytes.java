package dev.gradus.bench.workload;

import dev.gradus.nn.Flops;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.Join;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Node.Wire;
import dev.gradus.nn.layer.Sum;
import dev.gradus.nn.parameter.Parameter;
import java.util.Map;
import java.util.stream.Stream;

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
        double nodes = network.nodes().stream().mapToDouble(node -> passes(node, batch)).sum();
        return FLOAT * (nodes + batch * meetings(network) - saved);
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

    /** Returns what is read and written where the gradients of values with several readers meet. */
    private static double meetings(Network network) {
        Map<String, Integer> readers = network.readers();
        return Stream.concat(
                        network.inputs().stream()
                                .map(input -> new Wire(input.name(), input.shape())),
                        network.nodes().stream().map(Node::wire))
                .filter(wire -> readers.getOrDefault(wire.from(), 0) > 1)
                .mapToDouble(
                        wire -> (readers.getOrDefault(wire.from(), 0) + 1.0) * wire.shape().size())
                .sum();
    }

    private static double passes(Node node, int batch) {
        double in = (double) batch * node.input().size();
        double out = (double) batch * node.output().size();
        return switch (node.operation()) {
            case Activation activation -> 0;
            case Dropout dropout -> 0;
            case Flatten flatten -> 0;
            case Sum sum -> 3 * out;
            case Join join -> 4 * out;
            default -> 3 * in + 2 * out + 3 * parameters(node);
        };
    }

    private static double parameters(Node node) {
        return node.parameters().stream().mapToDouble(Parameter::size).sum();
    }
}
