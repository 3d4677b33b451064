/**
 * Arrays that NumPy saved, as data sets and tables; {@link dev.gradus.data.numpy.NumpyDataset} is
 * where to start.
 */
@NullMarked
package dev.gradus.data.numpy;

import org.jspecify.annotations.NullMarked;
