package dev.gradus.onednn.memory;

import dev.gradus.onednn.binding.Descriptor;

/**
 * Values while a network is lowered: their layout, and their buffer.
 *
 * @param descriptor their layout
 * @param buffer where they will be
 * @param sharing whether the next layer may overwrite them with its result
 */
public record NativeTensor(Descriptor descriptor, Buffer buffer, Sharing sharing) {
    /** Whether values are still needed after the next layer has read them. */
    public enum Sharing {
        /** The next layer may overwrite them. */
        FREE,
        /** They are read again later. */
        KEPT
    }

    /** Returns the same values, not to be overwritten. */
    public NativeTensor kept() {
        return new NativeTensor(descriptor, buffer, Sharing.KEPT);
    }

    /** Returns the same memory with another layout. */
    public NativeTensor as(Descriptor other) {
        return new NativeTensor(other, buffer, sharing);
    }

    public boolean isFree() {
        return sharing == Sharing.FREE;
    }

    /** Returns how many examples there are: the first extent. */
    public long rows() {
        return descriptor.extents()[0];
    }
}
