package dev.gradus.nn.layer;

/** What one {@link Node} of a network computes; backends have a kernel for each kind. */
public sealed interface Operation permits Transform, Sum, Join {}
