package dev.gradus.train.round;

/** A replica that can be given a round. One thread at a time uses it. */
public interface ReplicaWork extends AutoCloseable {
    /**
     * Makes the updates of a share. What comes out is a function of what goes in alone, so a share
     * that is lost on the way can be trained again, here or elsewhere.
     *
     * @param start what all replicas begin with
     * @param share which updates are its own
     * @return where it has come to
     */
    RoundReport train(RoundStart start, RoundShare share);

    /** Gives its memory back. */
    @Override
    void close();
}
