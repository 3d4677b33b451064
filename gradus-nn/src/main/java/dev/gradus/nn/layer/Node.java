package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.nn.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation in the network: its name, its inputs, its output, its parameters and statistics.
 *
 * @param name the user's name, or the kind and a number as in {@code conv2d2}; unique in the
 *     network
 * @param operation what is computed
 * @param inputs what comes in: one value for a {@link Transform}, two for a {@link Sum}, two or
 *     more for a {@link Join}
 * @param output the shape of one example on the way out
 * @param parameters what training changes, in a fixed order: weight, bias, or scale, shift
 * @param statistics what training measures, in a fixed order: mean, variance
 */
public record Node(
        String name,
        Operation operation,
        List<Wire> inputs,
        Shape output,
        List<Parameter> parameters,
        List<Statistic> statistics) {
    /** Copies the lists. */
    public Node {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
        statistics = List.copyOf(statistics);
    }

    /**
     * A value that one node passes to another.
     *
     * @param from the name of the {@link Input} or {@link Node} that it comes from
     * @param shape the shape of one example
     */
    public record Wire(String from, Shape shape) {}

    /** {@return the shape of one example on the way in, of the first input if there are more} */
    public Shape input() {
        return inputs.getFirst().shape();
    }

    /**
     * {@return how many of some nodes read each value, by its name}
     *
     * @param nodes the nodes of a network
     */
    public static Map<String, Integer> readers(List<Node> nodes) {
        var readers = new HashMap<String, Integer>();
        nodes.stream()
                .flatMap(node -> node.inputs().stream())
                .forEach(wire -> readers.merge(wire.from(), 1, Integer::sum));
        return readers;
    }

    /**
     * {@return the same node with other inputs}
     *
     * @param others as many values as the node reads now
     */
    public Node reading(List<Wire> others) {
        return new Node(name, operation, others, output, parameters, statistics);
    }

    /** {@return the same node with sequences read as images of one row} */
    public Node asImages() {
        return new Node(
                name,
                operation,
                inputs.stream().map(wire -> new Wire(wire.from(), wire.shape().asImage())).toList(),
                output.asImage(),
                parameters,
                statistics);
    }

    /** {@return the output, as the input of another node} */
    public Wire wire() {
        return new Wire(name, output);
    }
}
