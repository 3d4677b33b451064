package dev.gradus.nn.check;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Node;

/** Inputs that are whole numbers, because an embedding reads them; they have no derivative. */
final class WholeInputs {
    private WholeInputs() {}

    /**
     * Returns the whole number below which the values of an input must be, 0 if any value is
     * allowed.
     */
    static int below(Network network, Input input) {
        return network.nodes().stream()
                .filter(node -> reads(node, input))
                .mapToInt(node -> ((Embedding) node.operation()).entries())
                .min()
                .orElse(0);
    }

    private static boolean reads(Node node, Input input) {
        return node.operation() instanceof Embedding
                && node.inputs().getFirst().from().equals(input.name());
    }

    /** Replaces such inputs by random whole numbers. */
    static void draw(Network network, float[] rows, long seed, long stream) {
        int width = network.input().size();
        int column = 0;
        for (Input input : network.inputs()) {
            int size = input.shape().size();
            int below = below(network, input);
            for (int i = 0; i < rows.length && below > 0; i++) {
                if (i % width >= column && i % width < column + size) {
                    rows[i] = Philox.below(below, seed, Purpose.INITIALIZATION, stream, i);
                }
            }
            column += size;
        }
    }
}
