package dev.gradus.model;

import dev.gradus.nn.Network;
import dev.gradus.nn.loss.Loss;
import dev.gradus.text.OwnPart;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of a network and its loss that a user wrote in Java, which cannot be read from text.
 */
final class OwnModelParts {
    private OwnModelParts() {}

    static List<String> of(Network network, Loss loss) {
        Stream<String> layers =
                network.nodes().stream().flatMap(node -> named("layer", node.operation()));
        Stream<String> initializers =
                network.parameters().stream()
                        .flatMap(parameter -> named("initializer", parameter.initializer()));
        return Stream.of(layers, initializers, named("loss", loss))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    private static Stream<String> named(String kind, Object part) {
        return part instanceof OwnPart own ? Stream.of(kind + " " + own) : Stream.of();
    }
}
