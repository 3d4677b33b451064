package dev.gradus.train.session;

import dev.gradus.model.StateValues;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.NonFinitePolicy;
import java.util.Optional;

/** Applies a {@link NonFinitePolicy}, and counts how often. */
public final class Rescue {
    private final NonFinitePolicy policy;
    private final TrainingSession session;
    private State state = State.START;

    /**
     * Creates one with counts of 0.
     *
     * @param policy what to do about numbers that are not finite
     * @param session the run
     */
    public Rescue(NonFinitePolicy policy, TrainingSession session) {
        this.policy = policy;
        this.session = session;
    }

    /**
     * What has been done so far.
     *
     * @param inARow how many batches were skipped since the last update
     * @param rollBacks how often the run was rolled back
     * @param good the state to roll back to, if that is the policy
     */
    public record State(int inARow, int rollBacks, Optional<Good> good) {
        static final State START = new State(0, 0, Optional.empty());

        /** Returns this state for a run whose average of the weights is yet to begin. */
        State withoutAverage() {
            return new State(inARow, rollBacks, good.map(Good::withoutAverage));
        }
    }

    /**
     * A state to roll back to.
     *
     * @param updates how many updates the optimizer had counted
     * @param values parameters, slots and statistics, all of them finite
     */
    public record Good(long updates, StateValues values) {
        private Good withoutAverage() {
            return new Good(updates, values.only(entry -> !entry.isAverage()));
        }
    }

    /** {@return what it remembers} */
    public State state() {
        return state;
    }

    /**
     * Continues from a state.
     *
     * @param other what {@link #state} returned
     */
    public void restore(State other) {
        state = other;
    }

    /** Keeps the state to roll back to, as an epoch begins. */
    public void beginEpoch() {
        if (policy instanceof NonFinitePolicy.RollBack) {
            StateValues values = StateValues.of(session.program());
            if (values.isFinite()) {
                state =
                        new State(
                                state.inARow,
                                state.rollBacks,
                                Optional.of(new Good(session.program().updates(), values)));
            }
        }
    }

    /** Counts an update. */
    public void updated() {
        if (state.inARow > 0) {
            state = new State(0, state.rollBacks, state.good);
        }
    }

    /**
     * Applies the policy after a step could not be made.
     *
     * @return what was done, in a sentence; empty if the run must end
     */
    public Optional<String> attempt() {
        return switch (policy) {
            case NonFinitePolicy.Stop() -> Optional.empty();
            case NonFinitePolicy.Skip(int limit) ->
                    state.inARow < limit ? Optional.of(skip(limit)) : Optional.empty();
            case NonFinitePolicy.RollBack(double factor, int times) ->
                    state.rollBacks < times && state.good.isPresent()
                            ? Optional.of(rollBack(state.good.get(), factor, times))
                            : Optional.empty();
        };
    }

    private String skip(int limit) {
        String what = Divergence.what(session);
        session.passOver();
        state = new State(state.inARow + 1, state.rollBacks, state.good);
        return Text.of(
                "%s; the batch was skipped, %d of at most %d in a row", what, state.inARow, limit);
    }

    private String rollBack(Good good, double factor, int times) {
        String what = Divergence.what(session);
        session.goOnFrom(good.values);
        session.program().updates(good.updates);
        session.remaining().lower(factor);
        session.passOver();
        state = new State(state.inARow + 1, state.rollBacks + 1, state.good);
        return Text.of(
                "%s; went back to the parameters the epoch began with and multiplied the rate by %s, %d of at most %s",
                what, factor, state.rollBacks, NumberText.counted(times, "time"));
    }
}
