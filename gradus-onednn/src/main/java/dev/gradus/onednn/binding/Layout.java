package dev.gradus.onednn.binding;

import java.util.Arrays;
import java.util.List;

/**
 * The place of each value of a tensor: strides between blocks, and blocks within which some
 * dimensions vary fastest. A value's place is a sum with one term per dimension.
 */
public final class Layout {
    private static final int QUERY_STRIDES = 14;
    private static final int QUERY_BLOCK_COUNT = 263;
    private static final int QUERY_BLOCK_SIZES = 264;
    private static final int QUERY_BLOCK_DIMENSIONS = 265;

    private final long[] extents;
    private final long[] strides;
    private final long[] blockSizes;
    private final long[] blockDimensions;

    private Layout(long[] extents, long[] strides, long[] blockSizes, long[] blockDimensions) {
        this.extents = extents;
        this.strides = strides;
        this.blockSizes = blockSizes;
        this.blockDimensions = blockDimensions;
    }

    static Layout of(Descriptor descriptor) {
        long address = descriptor.address();
        long[] extents = descriptor.extents();
        int blocks = Descriptor.queryInt(address, QUERY_BLOCK_COUNT);
        return new Layout(
                extents,
                Descriptor.queryLongs(address, QUERY_STRIDES, extents.length),
                Descriptor.queryLongs(address, QUERY_BLOCK_SIZES, blocks),
                Descriptor.queryLongs(address, QUERY_BLOCK_DIMENSIONS, blocks));
    }

    /** Returns the offsets of the values along a dimension, relative to the first. */
    public long[] places(int dimension) {
        long[] places = new long[Math.toIntExact(extents[dimension])];
        for (int i = 0; i < places.length; i++) {
            places[i] = place(dimension, i);
        }
        return places;
    }

    private long place(int dimension, long index) {
        long place = 0;
        long size = 1;
        long rest = index;
        for (int b = blockSizes.length - 1; b >= 0; b--) {
            if (blockDimensions[b] == dimension) {
                place += rest % blockSizes[b] * size;
                rest /= blockSizes[b];
            }
            size *= blockSizes[b];
        }
        return place + rest * strides[dimension];
    }

    /** Returns whether the values of each index are contiguous. */
    public boolean isOutermost(int dimension) {
        for (long blocked : blockDimensions) {
            if (blocked == dimension) {
                return false;
            }
        }
        for (int other = 0; other < strides.length; other++) {
            if (other != dimension && strides[other] > strides[dimension]) {
                return false;
            }
        }
        return extents[dimension] > 1;
    }

    /** Returns whether values of the same extents lie at the same places in another layout. */
    boolean placesAs(Layout other) {
        for (int dimension = 0; dimension < extents.length; dimension++) {
            if (!Arrays.equals(places(dimension), other.places(dimension))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the layout has no blocks, only strides. */
    public boolean isStrided() {
        return blockSizes.length == 0;
    }

    /**
     * Returns whether the values of one index of the first dimension are in the same order as in
     * another layout without blocks.
     */
    public boolean hasOrderOf(Layout other) {
        return isStrided() && other.isStrided() && order().equals(other.order());
    }

    /**
     * Returns the dimensions with more than one value, without the first dimension, the
     * slowest-varying first.
     */
    private List<Integer> order() {
        Integer[] dimensions = new Integer[extents.length - 1];
        Arrays.setAll(dimensions, i -> i + 1);
        return Arrays.stream(dimensions)
                .filter(dimension -> extents[dimension] > 1)
                .sorted((one, two) -> Long.compare(strides[two], strides[one]))
                .toList();
    }

    @Override
    public String toString() {
        return Arrays.toString(extents)
                + Arrays.toString(strides)
                + Arrays.toString(blockSizes)
                + Arrays.toString(blockDimensions);
    }
}
