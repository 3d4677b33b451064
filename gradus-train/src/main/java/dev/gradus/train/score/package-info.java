/**
 * The quality of a network's predictions, as the numbers by which people compare models. Start at
 * {@link dev.gradus.train.score.Scores}.
 */
@NullMarked
package dev.gradus.train.score;

import org.jspecify.annotations.NullMarked;
