package dev.gradus.train.round;

import java.util.function.Supplier;

/** Where replicas run. */
@FunctionalInterface
public interface ReplicaPlace {
    /**
     * Makes replicas.
     *
     * @param count how many, at least 1
     * @param layout what each sends and receives in every round
     * @param here makes one in this process
     * @return the replicas, which must be closed
     */
    Replicas open(int count, RoundLayout layout, Supplier<ReplicaWork> here);
}
