/**
 * The named schedules, each a value that is defined in primitives and combinators, and the factory
 * methods for all schedules, {@link dev.gradus.schedule.named.Schedules}.
 */
@NullMarked
package dev.gradus.schedule.named;

import org.jspecify.annotations.NullMarked;
