/** Losses as values. Start at {@link dev.gradus.nn.loss.Losses}. */
@NullMarked
package dev.gradus.nn.loss;

import org.jspecify.annotations.NullMarked;
