/**
 * Reads schedules from their text and JSON forms.
 *
 * <p>Start at {@link dev.gradus.schedule.text.ScheduleReader}. What may be written is listed in
 * {@link dev.gradus.schedule.text.Vocabulary}.
 */
@NullMarked
package dev.gradus.schedule.text;

import org.jspecify.annotations.NullMarked;
