/**
 * Layers as values, and the nodes a network is made of. Start at {@link
 * dev.gradus.nn.layer.Layers}. A further layer is easiest as an {@link
 * dev.gradus.nn.layer.ArrayLayer}, which computes in arrays on both backends; kernels of its own
 * are for speed.
 */
@NullMarked
package dev.gradus.nn.layer;

import org.jspecify.annotations.NullMarked;
