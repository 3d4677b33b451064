/** Metrics as values. Start at {@link dev.gradus.nn.metric.Metrics}. */
@NullMarked
package dev.gradus.nn.metric;

import org.jspecify.annotations.NullMarked;
