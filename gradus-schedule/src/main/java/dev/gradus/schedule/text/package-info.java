/**
 * Reads schedules from their text and JSON forms.
 *
 * <p>Start at {@link dev.gradus.schedule.text.ScheduleReader}. {@code Vocabulary} lists what may be
 * written.
 */
@NullMarked
package dev.gradus.schedule.text;

import org.jspecify.annotations.NullMarked;
