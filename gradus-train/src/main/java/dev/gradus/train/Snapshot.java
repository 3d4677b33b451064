package dev.gradus.train;

import java.util.List;
import java.util.Optional;

/**
 * All that a run goes on from, between two updates: with the same configuration and data, training
 * from here gives the same bits as never having stopped. A checkpoint is this in a file.
 *
 * @param step how many updates of the plan are done; the next one is {@code update step}
 * @param updates how many updates the optimizer counts
 * @param end how many updates the run has in all
 * @param epoch what was measured of the epoch so far
 * @param plan controllers, and what a person asked for
 * @param judge the best epoch and signs of over-fitting
 * @param rules what each stop rule remembers, in their order
 * @param seconds how long the run has trained in all
 * @param values parameters, slots and statistics
 * @param best parameters and statistics of the best epoch, once there is one
 */
public record Snapshot(
        long step,
        long updates,
        long end,
        EpochSums epoch,
        LivePlan.State plan,
        Judge.State judge,
        List<StopRule.State> rules,
        double seconds,
        StateValues values,
        Optional<StateValues> best) {
    public Snapshot {
        rules = List.copyOf(rules);
    }

    /**
     * What was measured of an epoch so far.
     *
     * @param loss the sum of losses times their weights
     * @param weight the sum of weights: examples, or their class weights
     * @param seconds how long it took so far
     */
    public record EpochSums(double loss, double weight, double seconds) {
        /** Nothing yet. */
        public static final EpochSums NONE = new EpochSums(0, 0, 0);
    }
}
