package dev.gradus.train.finder;

import dev.gradus.nn.Flops;
import dev.gradus.nn.Network;
import java.util.OptionalDouble;

/**
 * How many updates a search may make, sweeps included.
 *
 * @param share the part of the run's own updates; empty for 0.3 of them, or as many as take five
 *     seconds if that is more
 */
public record Budget(OptionalDouble share) {
    private static final double USUAL = 0.3;
    private static final double SECONDS = 5;

    /** The least cost of a step, and the speed of large ones, on two processors. */
    private static final double SECONDS_A_STEP = 30e-6;

    private static final double FLOPS_A_SECOND = 100e9;

    /** Refuses a share that is negative or not finite. */
    public Budget {
        if (share.isPresent()
                && !(share.getAsDouble() >= 0 && share.getAsDouble() < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the budget of a search is a share of the run, at least 0, such as 0.3; got "
                            + share.getAsDouble());
        }
    }

    /** {@return the default budget} */
    public static Budget usual() {
        return new Budget(OptionalDouble.empty());
    }

    /**
     * {@return a share of the run's own updates}
     *
     * @param share at least 0; 1 doubles the cost of a training
     */
    public static Budget of(double share) {
        return new Budget(OptionalDouble.of(share));
    }

    /**
     * {@return how many updates that is} Seconds are turned into updates by a fixed table and never
     * by a clock, so that a search finds the same on any machine, however busy.
     *
     * @param network the network
     * @param runSteps how many updates the run has
     * @param batchSize how many examples each takes
     */
    public long steps(long runSteps, Network network, long batchSize) {
        if (share.isPresent()) {
            return Math.round(share.getAsDouble() * runSteps);
        }
        double step = SECONDS_A_STEP + Flops.step(network, (int) batchSize) / FLOPS_A_SECOND;
        return Math.round(Math.max(USUAL * runSteps, SECONDS / step));
    }
}
