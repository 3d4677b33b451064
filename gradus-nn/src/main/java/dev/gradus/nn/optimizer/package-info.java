/** Optimizers as values. Start at {@link dev.gradus.nn.optimizer.Optimizers}. */
@NullMarked
package dev.gradus.nn.optimizer;

import org.jspecify.annotations.NullMarked;
