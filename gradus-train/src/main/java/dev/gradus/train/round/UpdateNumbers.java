package dev.gradus.train.round;

import java.io.Serializable;

/**
 * What was measured of an update that a replica made.
 *
 * @param loss the mean loss of its batch before the update
 * @param weight how much the batch counts in the mean loss of an epoch
 * @param gradientNorm the global norm of the gradient, before clipping by norm
 * @param learningRate the rate it was given, without an optimizer's own factor
 * @param factor what the schedule's value was multiplied by
 * @param ownFactor what the optimizer multiplied the rate by
 * @param examples how many examples the batch had
 */
public record UpdateNumbers(
        double loss,
        double weight,
        double gradientNorm,
        double learningRate,
        double factor,
        double ownFactor,
        int examples)
        implements Serializable {
    /** {@return whether the update could be made} */
    public boolean isFinite() {
        return Double.isFinite(loss) && Double.isFinite(gradientNorm);
    }
}
