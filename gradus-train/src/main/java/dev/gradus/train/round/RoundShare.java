package dev.gradus.train.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one replica does in a round of n updates that begins at update t of the run's plan.
 *
 * <p>The round takes the n batches that a run without replicas would take next, in the order that
 * follows from the seed and the epoch alone. Each replica takes neighbouring ones, so that it reads
 * ahead. Its update number h is update {@code t + h · replicas + replica} of the plan: the
 * schedule's clock counts the updates of all, and replicas go along it side by side.
 *
 * @param replica its number, from 0
 * @param replicas how many take part
 * @param firstStep update t
 * @param firstBatch the first batch it takes
 * @param count how many updates it makes
 */
public record RoundShare(int replica, int replicas, long firstStep, long firstBatch, int count)
        implements Serializable {
    /**
     * Divides a round.
     *
     * @param step the update of the plan that the round begins with
     * @param batch the batch that it begins with
     * @param updates how many updates all replicas make together
     * @param replicas how many replicas there are
     * @return the share of each that has something to do, in their order
     */
    public static List<RoundShare> of(long step, long batch, long updates, int replicas) {
        var shares = new ArrayList<RoundShare>();
        long first = batch;
        for (int replica = 0; replica < replicas; replica++) {
            int count = (int) (updates / replicas + (replica < updates % replicas ? 1 : 0));
            if (count > 0) {
                shares.add(new RoundShare(replica, replicas, step, first, count));
            }
            first += count;
        }
        return shares;
    }

    /**
     * {@return which update of the plan one of its updates is}
     *
     * @param update the number of its update in the round, from 0
     */
    public long step(int update) {
        return firstStep + (long) update * replicas + replica;
    }

    /**
     * {@return which batch one of its updates takes}
     *
     * @param update the number of its update in the round, from 0
     */
    public long batch(int update) {
        return firstBatch + update;
    }
}
