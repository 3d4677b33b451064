/** Losses and metrics over batches: the parts that all backends share. */
@NullMarked
package dev.gradus.nn.engine.loss;

import org.jspecify.annotations.NullMarked;
