package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Node;

/** Makes inputs whole numbers where a network takes such. */
final class WholeNumbers {
    private WholeNumbers() {}

    /** Rounds the values that an embedding reads into its range; whole ones of it stay. */
    static void round(Network network, float[] inputs) {
        int row = network.input().size();
        int column = 0;
        for (Input input : network.inputs()) {
            int from = column;
            int to = column + input.shape().size();
            network.nodes().stream()
                    .filter(node -> reads(node, input))
                    .forEach(node -> round((Embedding) node.operation(), inputs, row, from, to));
            column = to;
        }
    }

    /** Returns whether an input is whole numbers. */
    static boolean areRead(Network network, Input input) {
        return network.nodes().stream().anyMatch(node -> reads(node, input));
    }

    private static boolean reads(Node node, Input input) {
        return node.operation() instanceof Embedding
                && node.inputs().getFirst().from().equals(input.name());
    }

    private static void round(Embedding embedding, float[] inputs, int row, int from, int to) {
        for (int i = 0; i < inputs.length; i++) {
            if (i % row >= from && i % row < to) {
                inputs[i] = Math.floorMod(Math.round(inputs[i]), embedding.entries());
            }
        }
    }
}
