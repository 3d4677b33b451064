package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;

/**
 * How many examples should pass through a network at once, so that what one layer writes is still
 * in the cache of its core when the next one reads it. LeNet, 32 examples, one thread: 334 us at
 * once and 330 in two halves; memory 2.3 and 1.3 MB.
 */
final class CachedRows {
    /** Half of the second-level cache of current server cores; the rest is for weights. */
    private static final long BYTES = 1 << 20;

    /** Kernels for images compute channels in groups of this many, padded with zeros. */
    private static final long GROUP = 16;

    /** Fewer rows than this do not fill the tiles of a product. */
    private static final int LEAST = 8;

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
                        .mapToLong(node -> bytes(node.input()) + bytes(node.output()))
                        .max()
                        .orElse(1);
        long rows = Math.max(threads * BYTES / largest / LEAST * LEAST, LEAST);
        return (int) Math.min(rows, allowed);
    }

    private static long bytes(Shape shape) {
        if (shape.rank() < 2) {
            return (long) shape.size() * Float.BYTES;
        }
        long channels = shape.dimension(0);
        return shape.size() / channels * Math.ceilDiv(channels, GROUP) * GROUP * Float.BYTES;
    }
}
