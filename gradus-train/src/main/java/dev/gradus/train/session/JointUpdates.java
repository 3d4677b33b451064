package dev.gradus.train.session;

import dev.gradus.model.StateValues;
import dev.gradus.train.round.UpdateNumbers;
import java.util.List;
import java.util.Optional;

/** Makes the updates of a session in replicas, several at a time. */
public interface JointUpdates extends AutoCloseable {
    /**
     * Makes the next updates, at least one and none beyond the end of the epoch or the run, and
     * puts the resulting values into the session's program.
     *
     * @param session where the run is
     * @return the numbers of each update, in the order of the plan. If one could not be made, its
     *     numbers alone; the program is then as it was
     */
    List<UpdateNumbers> next(TrainingSession session);

    /** {@return what is remembered from one round to the next besides the session's state} */
    Optional<StateValues> memory();

    /**
     * Continues from what {@link #memory} returned.
     *
     * @param memory what was remembered; nothing at the beginning
     */
    void restore(Optional<StateValues> memory);

    @Override
    void close();
}
