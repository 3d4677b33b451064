package dev.gradus.nn.engine.loss;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;

/**
 * A loss at the end of a network: outputs and targets in, loss and the outputs' gradient out.
 * Shared by all backends.
 */
public interface LossHead {
    /**
     * {@return this loss at the end of this network}
     *
     * @param loss the loss
     * @param network the network
     * @throws IllegalArgumentException if the network's end does not suit the loss; the message
     *     names the layer
     */
    static LossHead of(Loss loss, Network network) {
        return LossFit.head(loss, network);
    }

    /**
     * {@return this loss with its rows shared among threads where that is faster, with the same
     * bits; an own loss, which may not expect several threads, and those of single values compute
     * on the caller's}
     *
     * @param team the threads
     */
    default LossHead sharedBy(Team team) {
        return this;
    }

    /**
     * Checks that the loss can learn such targets with the network's outputs.
     *
     * @param target the kind of targets
     * @throws IllegalArgumentException if not; the message says why
     */
    void requireFits(Target target);

    /**
     * {@return what the sum over a batch is divided by: the number of examples, or the sum of their
     * class weights} Checks the targets, so it comes before {@link #apply}.
     *
     * @param batch the examples
     * @throws IllegalArgumentException if the targets are of another kind or width than the
     *     network's outputs, a label is not a class, or a value is not finite; the message names
     *     the row
     */
    double weight(Batch batch);

    /**
     * Computes the loss of some rows, divided by {@code weight}.
     *
     * @param batch one that {@link #weight} has checked
     * @param first the first row of the batch
     * @param rows how many rows
     * @param weight what {@link #weight} returned
     * @param outputs their outputs, row after row from 0
     * @param gradient takes the derivative of the returned value by each output, row after row from
     *     0
     * @return the rows' share of the batch's mean loss
     */
    double apply(
            Batch batch, int first, int rows, double weight, float[] outputs, float[] gradient);
}
