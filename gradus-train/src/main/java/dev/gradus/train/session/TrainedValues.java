package dev.gradus.train.session;

import dev.gradus.model.StateValues;
import java.util.Optional;

/**
 * Parameters and statistics as a model has them.
 *
 * @param values the parameters and statistics
 * @param average by what they are an average of the weights in training, as {@code ema(0.999)};
 *     empty for those weights themselves
 */
public record TrainedValues(StateValues values, Optional<String> average) {}
