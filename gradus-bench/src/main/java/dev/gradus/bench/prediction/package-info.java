/**
 * Predictions by Gradus and its peers: {@link dev.gradus.bench.prediction.Predictions} has one file
 * of a model read by each of them in a process of its own.
 */
@NullMarked
package dev.gradus.bench.prediction;

import org.jspecify.annotations.NullMarked;
