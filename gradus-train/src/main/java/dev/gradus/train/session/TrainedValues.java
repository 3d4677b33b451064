package dev.gradus.train.session;

import dev.gradus.model.StateValues;
import java.util.Optional;

/**
 * The parameters and statistics of a model.
 *
 * @param values the parameters and statistics
 * @param average how they average the weights in training, as in {@code ema(0.999)}; empty if they
 *     are those weights themselves
 */
public record TrainedValues(StateValues values, Optional<String> average) {}
