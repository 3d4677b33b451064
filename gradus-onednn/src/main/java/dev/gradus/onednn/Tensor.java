package dev.gradus.onednn;

import dev.gradus.onednn.binding.Descriptor;

/**
 * Values while a network is lowered: how they lie, and in which buffer.
 *
 * @param descriptor how the values lie
 * @param buffer where they will be
 * @param sharing whether the next layer may put its own result in their place
 */
record Tensor(Descriptor descriptor, Buffer buffer, Sharing sharing) {
    /** Whether someone still needs values after the next layer has read them. */
    enum Sharing {
        /** The next layer may overwrite them. */
        FREE,
        /** Somebody reads them later. */
        KEPT
    }

    /** Returns the same values, not to be overwritten. */
    Tensor kept() {
        return new Tensor(descriptor, buffer, Sharing.KEPT);
    }

    /** Returns the same memory read in another way. */
    Tensor as(Descriptor other) {
        return new Tensor(other, buffer, sharing);
    }

    boolean isFree() {
        return sharing == Sharing.FREE;
    }

    /** Returns how many examples there are: the first extent. */
    long rows() {
        return descriptor.extents()[0];
    }
}
