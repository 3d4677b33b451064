/**
 * How a bound schedule computes: tracks, which consist of numbers alone and do not know the
 * schedules they come from. Not exported.
 *
 * <p>Start at {@link dev.gradus.schedule.track.Track}.
 */
@NullMarked
package dev.gradus.schedule.track;

import org.jspecify.annotations.NullMarked;
