/**
 * Optimizers as values. Start at {@link dev.gradus.nn.optimizer.Optimizers}; their formulas are
 * computed by the rules in {@code dev.gradus.nn.engine.update}.
 */
@NullMarked
package dev.gradus.nn.optimizer;

import org.jspecify.annotations.NullMarked;
