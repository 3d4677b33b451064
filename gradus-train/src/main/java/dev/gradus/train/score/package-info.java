/**
 * How right a network is on data whose answers are known, as numbers people compare models by.
 * Start at {@link dev.gradus.train.score.Scores}.
 */
@NullMarked
package dev.gradus.train.score;

import org.jspecify.annotations.NullMarked;
