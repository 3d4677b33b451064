/**
 * Training. Start at {@link dev.gradus.train.Trainer}: it describes a run and owns the loop. {@link
 * dev.gradus.train.session.TrainingSession} is what the loop works on, {@link
 * dev.gradus.train.TrainingResult} its result; data are in {@link dev.gradus.data}. Requests reach
 * a live run through {@code Controls}, and every change of its learning rate ends in {@link
 * dev.gradus.train.plan}.
 */
@NullMarked
package dev.gradus.train;

import org.jspecify.annotations.NullMarked;
