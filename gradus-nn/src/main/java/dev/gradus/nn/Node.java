package dev.gradus.nn;

import java.util.List;

/**
 * A layer in its place: named, with the shapes around it and what it keeps.
 *
 * @param name the user's name, or the kind and a number as in {@code conv2d2}; unique in the
 *     network
 * @param layer what is computed; never {@link Named}
 * @param input the shape of one example on the way in
 * @param output the shape of one example on the way out
 * @param parameters what training changes, in a fixed order: weight, bias, or scale, shift
 * @param statistics what training measures, in a fixed order: mean, variance
 * @param block the nodes of a residual's long way, empty for any other layer
 * @param shortcut the nodes of a residual's short way, empty for the identity and any other layer
 */
public record Node(
        String name,
        Layer layer,
        Shape input,
        Shape output,
        List<Parameter> parameters,
        List<Statistic> statistics,
        List<Node> block,
        List<Node> shortcut) {
    public Node {
        parameters = List.copyOf(parameters);
        statistics = List.copyOf(statistics);
        block = List.copyOf(block);
        shortcut = List.copyOf(shortcut);
    }
}
