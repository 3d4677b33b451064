package dev.gradus.nn.engine;

import dev.gradus.nn.Batch;

/**
 * A loss at the end of a network: outputs and targets in, loss and the outputs' gradient out.
 * Shared by all backends.
 */
public interface LossHead {
    /**
     * Returns what the sum over a batch is divided by: the number of examples, or the sum of their
     * class weights.
     */
    double weight(Batch batch);

    /**
     * Computes the loss of some rows, divided by {@code weight}.
     *
     * @param first the first row of the batch
     * @param rows how many rows
     * @param outputs their outputs, row after row from 0
     * @param gradient takes the derivative of the returned value by each output, row after row from
     *     0
     * @return the rows' share of the batch's mean loss
     */
    double apply(
            Batch batch, int first, int rows, double weight, float[] outputs, float[] gradient);
}
