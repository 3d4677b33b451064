package dev.gradus.train.round;

import java.util.List;

/** Replicas of a network, wherever they are. */
public interface Replicas extends AutoCloseable {
    /**
     * Trains the shares of a round side by side.
     *
     * @param start what all begin with
     * @param shares what each does
     * @return a report for each share, in the order of the shares
     */
    List<RoundReport> train(RoundStart start, List<RoundShare> shares);

    /** {@return where they are, for people, as in {@code on threads of this process}} */
    String place();

    /** Gives their memory back. */
    @Override
    void close();
}
