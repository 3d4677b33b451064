package dev.gradus.train.session;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Operation;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The values of a network that each belong to one output, or to some: on every way back from the
 * outputs, all that it meets up to the first layer that computes each of its values from all that
 * come in. A normalization or a slope behind that layer belongs to the head, too.
 *
 * @param names its parameters and statistics
 */
record Head(Set<String> names) {
    static Head of(Network network) {
        Map<String, Node> nodes =
                network.nodes().stream().collect(Collectors.toMap(Node::name, Function.identity()));
        var names = new HashSet<String>();
        var seen = new HashSet<String>();
        var open = new ArrayDeque<Node>();
        open.add(network.nodes().getLast());
        while (!open.isEmpty()) {
            Node node = open.remove();
            if (!seen.add(node.name())) {
                continue;
            }
            node.parameters().stream().map(Parameter::name).forEach(names::add);
            node.statistics().stream().map(Statistic::name).forEach(names::add);
            if (!isMixing(node)) {
                node.inputs().stream()
                        .map(Node.Wire::from)
                        .filter(nodes::containsKey) // others are inputs of the network
                        .map(nodes::get)
                        .forEach(open::add);
            }
        }
        return new Head(Set.copyOf(names));
    }

    /** Returns whether a parameter or statistic is one of the head. */
    boolean has(String name) {
        return names.contains(name);
    }

    /** Returns whether each value is computed from all, as far as that can be known. */
    private static boolean isMixing(Node node) {
        boolean hasWeights =
                node.parameters().stream()
                        .anyMatch(parameter -> parameter.role() == Parameter.Role.WEIGHT);
        return hasWeights && !isOfParts(node.operation(), node);
    }

    private static boolean isOfParts(Operation operation, Node node) {
        return switch (operation) {
            case Conv2d convolution -> convolution.groups() > 1;
            case Conv1d convolution -> convolution.overImage().groups() > 1;
            case OwnLayer _ -> node.output().equals(node.input());
            default -> false;
        };
    }
}
