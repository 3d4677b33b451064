package dev.gradus.nn.layer;

/** What one {@link Node} of a network computes; what backends have kernels for. */
public sealed interface Operation permits Transform, Sum, Join {}
