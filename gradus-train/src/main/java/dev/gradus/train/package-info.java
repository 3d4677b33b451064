/**
 * Training. Start at {@link dev.gradus.train.Trainer}: it describes a run and owns the loop. {@link
 * dev.gradus.train.session.TrainingSession} is what the loop works on, {@link
 * dev.gradus.train.TrainingResult} its result; data are in {@link dev.gradus.data}.
 */
@NullMarked
package dev.gradus.train;

import org.jspecify.annotations.NullMarked;
