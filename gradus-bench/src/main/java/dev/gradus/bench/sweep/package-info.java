/** Measures sweeps beside shell loops over the same runs. */
@NullMarked
package dev.gradus.bench.sweep;

import org.jspecify.annotations.NullMarked;
