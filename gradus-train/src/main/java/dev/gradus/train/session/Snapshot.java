package dev.gradus.train.session;

import dev.gradus.model.StateValues;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.StopRule;
import dev.gradus.train.plan.LivePlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything that a run continues from, between two updates: with the same configuration and data,
 * training from here gives the same bits as without an interruption. A checkpoint is a snapshot in
 * a file.
 *
 * @param place how far the run has come
 * @param epoch the measurements of the epoch so far
 * @param plan controllers, and the requests of a person
 * @param judge the best epoch and signs of over-fitting
 * @param rules what each stop rule remembers, in their order
 * @param rescue how often numbers were not finite
 * @param seconds how long the run has trained in all
 * @param values parameters, slots and statistics
 * @param best parameters and statistics of the best epoch, once there is one
 * @param averageBegun the step that an average of the weights began with, once there is one
 * @param outer what the outer optimizer of replicas remembers, if they have one
 */
public record Snapshot(
        Place place,
        EpochSums epoch,
        LivePlan.State plan,
        Judge.State judge,
        List<StopRule.State> rules,
        Rescue.State rescue,
        double seconds,
        StateValues values,
        Optional<TrainedValues> best,
        OptionalLong averageBegun,
        Optional<StateValues> outer) {
    /** Copies the lists. */
    public Snapshot {
        rules = List.copyOf(rules);
    }

    /** {@return how many updates of the plan are done; the next one is {@code update step}} */
    public long step() {
        return place.step();
    }

    /** {@return this snapshot for another run, with no controls yet} */
    public Snapshot unchanged() {
        return new Snapshot(
                new Place(place.step, place.batch, place.updates, place.end, 0),
                epoch,
                plan,
                judge,
                rules,
                rescue,
                seconds,
                values,
                best,
                averageBegun,
                outer);
    }

    /** {@return this snapshot for a run whose average of the weights is yet to begin} */
    public Snapshot withoutAverage() {
        return new Snapshot(
                place,
                epoch,
                plan,
                judge,
                rules,
                rescue.withoutAverage(),
                seconds,
                values.only(entry -> !entry.isAverage()),
                best,
                OptionalLong.empty(),
                outer);
    }

    /**
     * How far a run has come.
     *
     * @param step how many updates of the plan are done
     * @param batch how many batches were taken: more than updates, if some were skipped
     * @param updates how many updates the optimizer counts
     * @param end how many updates the run has in all
     * @param changes how many controls changed the run
     */
    public record Place(long step, long batch, long updates, long end, long changes) {}

    /**
     * The measurements of an epoch so far.
     *
     * @param loss the sum of losses times their weights
     * @param weight the sum of weights: examples, or their class weights
     * @param seconds how long it took so far
     */
    public record EpochSums(double loss, double weight, double seconds) {
        /** An epoch without steps. */
        public static final EpochSums NONE = new EpochSums(0, 0, 0);
    }
}
