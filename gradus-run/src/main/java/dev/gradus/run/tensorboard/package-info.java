/** A run's numbers as files that TensorBoard reads. Start at {@code TensorBoard}. */
@NullMarked
package dev.gradus.run.tensorboard;

import org.jspecify.annotations.NullMarked;
