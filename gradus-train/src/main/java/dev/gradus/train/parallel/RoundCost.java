package dev.gradus.train.parallel;

/**
 * What a round costs beside the updates in it, so that it is known before a run whether replicas
 * pay: latency + replicas · (perReplica + bytes · (perByte + 1 / network)) + bytes · 2 / network.
 *
 * <p>Each replica sends its values to the process that averages them, one after the other through
 * its connection; what the round begins with is spread by those that have it already, which takes
 * about as long as sending it twice.
 *
 * @param latency seconds that any round takes
 * @param perReplica seconds for each replica in it
 * @param perByte seconds for each byte that a replica sends: to write, read and add it
 * @param network bytes a second through one connection; infinite within a machine
 */
public record RoundCost(double latency, double perReplica, double perByte, double network) {
    /** Threads of one process, which share memory. */
    public static final RoundCost THREADS =
            new RoundCost(0.0005, 0.0001, 4e-9, Double.POSITIVE_INFINITY);

    /** Spark, within a machine. */
    public static final RoundCost SPARK =
            new RoundCost(0.03, 0.005, 10e-9, Double.POSITIVE_INFINITY);

    /**
     * {@return the same over a network}
     *
     * @param gigabits a second, as 1 or 10
     */
    public RoundCost over(double gigabits) {
        return new RoundCost(latency, perReplica, perByte, gigabits * 1e9 / 8);
    }

    /**
     * {@return the seconds of a round beside its updates}
     *
     * @param replicas how many there are
     * @param bytes what each sends, and is sent
     */
    public double seconds(int replicas, long bytes) {
        return latency
                + replicas * (perReplica + bytes * (perByte + 1 / network))
                + bytes * 2 / network;
    }

    /**
     * {@return how many times as fast replicas are as one network, by this model}
     *
     * @param alone seconds of an update of one network
     * @param replica seconds of an update of a replica, while the others make theirs
     * @param updates how many each makes in a round
     * @param replicas how many there are
     * @param bytes what each sends, and is sent
     */
    public double speedUp(double alone, double replica, int updates, int replicas, long bytes) {
        return replicas * updates * alone / (updates * replica + seconds(replicas, bytes));
    }
}
