package dev.gradus.nn.engine.random;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Node;
import java.util.List;

/**
 * The masks of one dropout layer, the same for every backend: a function of the seed, the step, the
 * layer's number among the network's dropouts, the example's number in its batch and the place of
 * the value in its example, whatever the slices and threads.
 */
public final class DropoutNoise {
    private final double rate;
    private final long seed;
    private final int layer;
    private final int layers;
    private final int features;

    private DropoutNoise(double rate, long seed, int layer, int layers, int features) {
        this.rate = rate;
        this.seed = seed;
        this.layer = layer;
        this.layers = layers;
        this.features = features;
    }

    /**
     * {@return the masks of a dropout layer}
     *
     * @param network the network
     * @param node a {@link Dropout} of the network, found by its name
     * @param seed the program's seed
     * @throws IllegalArgumentException if the network has no such dropout
     */
    public static DropoutNoise of(Network network, Node node, long seed) {
        // By name: a backend that puts nodes in another order connects them differently.
        List<String> dropouts =
                network.nodes().stream()
                        .filter(each -> each.operation() instanceof Dropout)
                        .map(Node::name)
                        .toList();
        int layer = dropouts.indexOf(node.name());
        if (layer < 0 || !(node.operation() instanceof Dropout dropout)) {
            throw new IllegalArgumentException(
                    "the network has no dropout layer '%s'".formatted(node.name()));
        }
        return new DropoutNoise(dropout.rate(), seed, layer, dropouts.size(), node.input().size());
    }

    /**
     * Fills rows of a mask, in logical order: 0 for a value that is dropped, else {@code 1 / (1 -
     * rate)}.
     *
     * @param mask takes rows × features values
     * @param offset where the first row begins in the mask
     * @param step the step of training
     * @param example the number of the first row's example in its batch
     * @param rows how many rows
     */
    public void fill(float[] mask, int offset, long step, long example, int rows) {
        long stream = step * layers + layer;
        // Philox draws in pairs, so each example begins at an even place.
        long stride = (features + 1L) & ~1L;
        if (stride == features) {
            int all = rows * features;
            Philox.dropout(mask, offset, all, rate, seed, stream, example * stride);
            return;
        }
        for (int row = 0; row < rows; row++) {
            int at = offset + row * features;
            Philox.dropout(mask, at, features, rate, seed, stream, (example + row) * stride);
        }
    }
}
