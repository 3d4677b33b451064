package dev.gradus.nn.loss;

import dev.gradus.nn.tensor.Rows;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.text.OwnPart;

/**
 * A loss of the user's own, in plain Java over arrays; it runs on every backend.
 *
 * <p>{@code GradientCheck} compares its derivatives with differences of its values. Write it as a
 * record, so that its settings are part of its name. It has no text form, so a run that uses it is
 * resumed from Java, with the same loss.
 *
 * <p>It holds nothing but its settings, because training and measuring share it: the same arguments
 * give the same results.
 */
public non-sealed interface OwnLoss extends Loss, OwnPart {
    /**
     * Checks that such targets can be learned with such outputs: by default, one output for each
     * class or target value.
     *
     * @param target what the loss compares outputs with
     * @param output the shape of the network's output for one example
     * @throws IllegalArgumentException if not; the message says what to write instead
     */
    default void requireFits(Target target, Shape output) {
        target.requireOutputs(output.size());
    }

    /**
     * Returns how much an example counts in the mean: 1 by default. The sum over a batch is divided
     * by the sum of its weights.
     *
     * @param rows outputs and targets
     * @param row the number of the example among the rows
     * @return at least 0, finite
     */
    default double weight(Rows rows, int row) {
        return 1;
    }

    /**
     * Computes Σ weight · loss over some examples, and its derivatives.
     *
     * @param rows the examples, a batch or a part of one
     * @param outputs the network's outputs, row after row from 0
     * @param gradient takes the derivative of the returned sum by each output, row after row; all 0
     *     on entry
     * @return the sum, to be divided by the batch's weight afterwards
     */
    double sum(Rows rows, float[] outputs, float[] gradient);
}
