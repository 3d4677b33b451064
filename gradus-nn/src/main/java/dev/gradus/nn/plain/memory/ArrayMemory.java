package dev.gradus.nn.plain.memory;

import dev.gradus.number.Text;

/** Allocates arrays while a network is compiled, and counts their bytes. */
public final class ArrayMemory {
    private final int sliceSize;
    private long bytes;

    public ArrayMemory(int sliceSize) {
        this.sliceSize = sliceSize;
    }

    /** Returns an array for this many values of each example of a slice. */
    public float[] rows(String layer, int features) {
        return floats(length(layer, features));
    }

    /** Returns an array for this many whole numbers of each example. */
    public int[] wholeRows(String layer, int features) {
        int length = length(layer, features);
        bytes += (long) Integer.BYTES * length;
        return new int[length];
    }

    public float[] floats(int length) {
        bytes += (long) Float.BYTES * length;
        return new float[length];
    }

    public double[] doubles(int length) {
        bytes += (long) Double.BYTES * length;
        return new double[length];
    }

    public long bytes() {
        return bytes;
    }

    public int sliceSize() {
        return sliceSize;
    }

    private int length(String layer, int features) {
        long length = (long) sliceSize * features;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    Text.of(
                            "layer '%s' has %d values an example, too many for slices of %d examples in one Java array; use slices of at most %d",
                            layer, features, sliceSize, (Integer.MAX_VALUE - 8) / features));
        }
        return (int) length;
    }
}
