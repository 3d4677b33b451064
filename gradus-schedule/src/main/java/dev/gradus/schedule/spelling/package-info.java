/**
 * How values are written: each returns its {@link dev.gradus.schedule.spelling.Spelling}, from
 * which one writer makes the text form and another the JSON form.
 */
@NullMarked
package dev.gradus.schedule.spelling;

import org.jspecify.annotations.NullMarked;
