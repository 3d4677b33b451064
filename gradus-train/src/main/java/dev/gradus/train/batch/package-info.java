/** Cuts a data set into the batches of a run: their order, their sizes, augmentation. */
@NullMarked
package dev.gradus.train.batch;

import org.jspecify.annotations.NullMarked;
