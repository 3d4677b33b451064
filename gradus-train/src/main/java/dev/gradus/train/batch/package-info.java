/** Cuts a data set into the batches of a run: order, size, changes of examples. */
@NullMarked
package dev.gradus.train.batch;

import org.jspecify.annotations.NullMarked;
