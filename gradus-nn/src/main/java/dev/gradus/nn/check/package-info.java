/**
 * Checks of a user's own parts: {@link dev.gradus.nn.check.GradientCheck} holds gradients against
 * differences.
 */
@NullMarked
package dev.gradus.nn.check;

import org.jspecify.annotations.NullMarked;
