/** What the loop works on: {@link dev.gradus.train.session.TrainingSession}. */
@NullMarked
package dev.gradus.train.session;

import org.jspecify.annotations.NullMarked;
