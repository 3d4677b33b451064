/**
 * How a bound schedule computes: tracks, which are made of numbers alone and know nothing of the
 * schedules they come from. Not exported.
 *
 * <p>Start at {@link dev.gradus.schedule.track.Track}.
 */
@NullMarked
package dev.gradus.schedule.track;

import org.jspecify.annotations.NullMarked;
