/**
 * How values are written: each says its {@link dev.gradus.schedule.spelling.Spelling}, and one
 * writer each makes the text form and the JSON form of it.
 */
@NullMarked
package dev.gradus.schedule.spelling;

import org.jspecify.annotations.NullMarked;
