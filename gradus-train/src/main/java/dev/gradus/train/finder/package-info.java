/**
 * The learning-rate range test. A {@link dev.gradus.train.finder.Sweep} is what one test measured;
 * a {@link dev.gradus.train.finder.Rule} is a pure function that reads a rate off it. {@code
 * Finder} in {@code dev.gradus.train} makes the sweeps.
 */
@NullMarked
package dev.gradus.train.finder;

import org.jspecify.annotations.NullMarked;
