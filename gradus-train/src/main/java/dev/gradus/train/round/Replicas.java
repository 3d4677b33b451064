package dev.gradus.train.round;

import java.util.List;

/** Replicas of a network, wherever they are. */
public interface Replicas extends AutoCloseable {
    /**
     * Trains the shares of a round side by side, and averages the results.
     *
     * @param start what all begin with
     * @param shares what each does
     * @return their updates and their mean
     * @throws LostRound if the place where they run has been lost
     */
    RoundResult train(RoundStart start, List<RoundShare> shares);

    /** {@return where they are and who averages them, as in {@code on threads of this process}} */
    String place();

    /** Gives their memory back. */
    @Override
    void close();
}
