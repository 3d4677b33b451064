/**
 * Checks of a user's own parts: {@link dev.gradus.nn.check.GradientCheck} compares gradients with
 * finite differences.
 */
@NullMarked
package dev.gradus.nn.check;

import org.jspecify.annotations.NullMarked;
