package dev.gradus.onednn.memory;

import dev.gradus.onednn.binding.Descriptor;

/**
 * Values while a network is lowered: how they lie, and in which buffer.
 *
 * @param descriptor how the values lie
 * @param buffer where they will be
 * @param sharing whether the next layer may put its own result in their place
 */
public record NativeTensor(Descriptor descriptor, Buffer buffer, Sharing sharing) {
    /** Whether someone still needs values after the next layer has read them. */
    public enum Sharing {
        /** The next layer may overwrite them. */
        FREE,
        /** Somebody reads them later. */
        KEPT
    }

    /** Returns the same values, not to be overwritten. */
    public NativeTensor kept() {
        return new NativeTensor(descriptor, buffer, Sharing.KEPT);
    }

    /** Returns the same memory read in another way. */
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
