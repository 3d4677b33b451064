/**
 * The interface to the kernels. A {@link dev.gradus.nn.engine.Backend} compiles a network into a
 * {@link dev.gradus.nn.engine.Program}, which holds all memory and runs steps, or into an {@link
 * dev.gradus.nn.engine.InferenceProgram}, which computes outputs alone; the packages beside it hold
 * what all backends share (losses, updates, randomness, threads). Users of the library start at the
 * trainer and rarely need this package.
 */
@NullMarked
package dev.gradus.nn.engine;

import org.jspecify.annotations.NullMarked;
