/** Shapes, batches and targets. */
@NullMarked
package dev.gradus.nn.tensor;

import org.jspecify.annotations.NullMarked;
