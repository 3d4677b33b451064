package dev.gradus.train.round;

/** A replica that can be given a round. One thread at a time uses it. */
public interface ReplicaWork extends AutoCloseable {
    /**
     * Makes the updates of a share. The result depends on the arguments alone, so a share that is
     * lost on the way can be trained again, here or elsewhere.
     *
     * @param start what all replicas begin the round with
     * @param share the updates of this replica
     * @return the state after them
     */
    RoundReport train(RoundStart start, RoundShare share);

    /** Gives its memory back. */
    @Override
    void close();
}
