/**
 * A run's record: events, the run folder, control requests, history.
 *
 * <p>Start with {@link dev.gradus.run.event.TrainingEvent}, the record of everything that happens,
 * and {@link dev.gradus.run.Run}, the folder that keeps it.
 */
@NullMarked
package dev.gradus.run;

import org.jspecify.annotations.NullMarked;
