package dev.gradus.train.round;

import dev.gradus.number.Text;

/** Who averages the results of a cluster's replicas. The bits do not depend on it. */
public enum Averaging {
    /** The process of the command, to which each replica sends all of its values. */
    BY_THE_COMMAND,
    /**
     * The processes of the replicas: each averages a piece of the values, which the others send to
     * it; the process of the command receives only the means.
     */
    IN_PIECES;

    /**
     * The number of bytes, sent by all replicas in a round together, from which they are averaged
     * in pieces: a single process that received them all would be slower.
     */
    public static final long USUAL_LIMIT = 64L << 20;

    /**
     * {@return who averages}
     *
     * @param replicas how many there are
     * @param bytes what each sends
     * @param limit in bytes, see {@link #USUAL_LIMIT}
     */
    public static Averaging of(int replicas, long bytes, long limit) {
        return replicas > 1 && replicas * bytes > limit ? IN_PIECES : BY_THE_COMMAND;
    }

    /**
     * {@return who averages, as text for people}
     *
     * @param bytes what each replica sends in a round
     */
    public String described(long bytes) {
        String by =
                switch (this) {
                    case BY_THE_COMMAND -> "averaged by the process of the command";
                    case IN_PIECES -> "averaged by its processes, each a piece of the values";
                };
        return Text.of("%s, of which each sends %.1f MB a round", by, bytes / 1e6);
    }
}
