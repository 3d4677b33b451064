/**
 * Many runs of one recipe, side by side: {@link Axis axes} say what varies, a {@link Design} which
 * points of them are tried, {@link Halving} which of the runs continue, and {@link ParameterSweep}
 * runs them. {@link SweepState} reads what a sweep's folder holds.
 */
@NullMarked
package dev.gradus.sweep;

import org.jspecify.annotations.NullMarked;
