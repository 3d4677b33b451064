/** What replicas of a network are given in a round, and what they give back; start at Replicas. */
@NullMarked
package dev.gradus.train.round;

import org.jspecify.annotations.NullMarked;
