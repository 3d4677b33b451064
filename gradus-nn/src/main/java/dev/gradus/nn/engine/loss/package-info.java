/** Losses and metrics over batches: what every backend shares of them. */
@NullMarked
package dev.gradus.nn.engine.loss;

import org.jspecify.annotations.NullMarked;
