/**
 * The named schedules, each a value that is defined in primitives and combinators, and the factory
 * methods for all schedules, {@link dev.gradus.schedule.named.Schedules}. A further one has a
 * record here, a method there, an entry in {@code dev.gradus.schedule.text.NamedKinds} for its
 * text, and a picture in {@code gradus gallery}.
 */
@NullMarked
package dev.gradus.schedule.named;

import org.jspecify.annotations.NullMarked;
