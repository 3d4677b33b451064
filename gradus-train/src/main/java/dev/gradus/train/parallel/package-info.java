/** Replicas of one network that train together; start at ReplicatedUpdates. */
@NullMarked
package dev.gradus.train.parallel;

import org.jspecify.annotations.NullMarked;
