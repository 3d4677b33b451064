package dev.gradus.onednn.trial;

/** How a kernel of oneDNN computes a product, the fastest kind first. */
public enum KernelKind {
    /** By code that was generated for these shapes and layouts. */
    GENERATED,
    /** As a matrix product, for which every window of a convolution is copied out first. */
    COPYING,
    /** By loops for all shapes and layouts, which take up to a thousand times as long. */
    REFERENCE
}
