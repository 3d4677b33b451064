/**
 * Layers as values, and the nodes a network is made of. Start at {@link
 * dev.gradus.nn.layer.Layers}.
 */
@NullMarked
package dev.gradus.nn.layer;

import org.jspecify.annotations.NullMarked;
