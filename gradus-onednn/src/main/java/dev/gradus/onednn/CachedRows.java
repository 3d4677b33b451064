package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.tensor.Shape;

/**
 * How many examples should pass through a network at once, so that what one layer writes is still
 * in the cache of its core when the next one reads it. LeNet, 32 examples, one thread: 334 us at
 * once and 330 in two halves; memory 2.3 and 1.3 MB.
 *
 * <p>Weights that do not fit the cache are read again for every such part, so there are enough
 * examples in it that they are no more to read than the values between the layers.
 */
final class CachedRows {
    /** Half of the second-level cache of current server cores; the rest is for weights. */
    private static final long BYTES = 1 << 20;

    /** Kernels for images compute channels in groups of this many, padded with zeros. */
    private static final long GROUP = 16;

    /** As few channels as a picture has are not padded. */
    private static final long UNPADDED = 3;

    /** Fewer rows than this do not fill the tiles of a product. */
    private static final int LEAST = 8;

    /** Fewer rows of each of several threads are not worth their waiting for one another. */
    private static final int LEAST_SHARED = 16;

    private CachedRows() {}

    /**
     * Returns how many rows.
     *
     * @param threads how many cores share them
     * @param allowed the largest number
     */
    static int of(Network network, int threads, int allowed) {
        long largest =
                network.nodes().stream()
                        .filter(node -> !(node.operation() instanceof Flatten)) // moves nothing
                        .mapToLong(node -> bytes(node.input()) + bytes(node.output()))
                        .max()
                        .orElse(1);
        int least = threads == 1 ? LEAST : threads * LEAST_SHARED;
        long rows = Math.max(threads * BYTES / largest / LEAST * LEAST, least);
        long weights = largestWeights(network);
        if (weights > BYTES) {
            rows = Math.max(rows, 2 * weights / largest);
        }
        return (int) Math.min(rows, allowed);
    }

    /**
     * Returns about how many bytes the values between layers take for a row. Activations and other
     * layers without parameters that keep the shape are computed in place.
     */
    static long bytes(Network network) {
        return network.nodes().stream()
                .filter(node -> !(node.operation() instanceof Flatten))
                .filter(node -> !node.parameters().isEmpty() || !node.input().equals(node.output()))
                .mapToLong(node -> bytes(node.output()))
                .sum();
    }

    private static long largestWeights(Network network) {
        return network.parameters().stream()
                .mapToLong(parameter -> (long) parameter.size() * Float.BYTES)
                .max()
                .orElse(0);
    }

    private static long bytes(Shape shape) {
        long channels = shape.rank() < 2 ? 1 : shape.dimension(0);
        if (channels <= UNPADDED) {
            return (long) shape.size() * Float.BYTES;
        }
        return shape.size() / channels * Math.ceilDiv(channels, GROUP) * GROUP * Float.BYTES;
    }
}
