/**
 * The schedules that have a name of their own, each a value that says what it stands for. They are
 * made by the methods of {@link dev.gradus.schedule.named.Schedules}.
 */
@NullMarked
package dev.gradus.schedule.named;

import org.jspecify.annotations.NullMarked;
