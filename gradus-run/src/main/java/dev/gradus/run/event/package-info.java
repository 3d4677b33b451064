/**
 * What happens in a run, as values, and the log that keeps them. Start at {@link
 * dev.gradus.run.event.TrainingEvent}.
 */
@NullMarked
package dev.gradus.run.event;

import org.jspecify.annotations.NullMarked;
