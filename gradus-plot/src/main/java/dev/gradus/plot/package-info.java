/**
 * Pictures of runs, schedules and sweeps, as SVG and PNG, without a window. Start with {@link
 * dev.gradus.plot.Plots}.
 */
@NullMarked
package dev.gradus.plot;

import org.jspecify.annotations.NullMarked;
