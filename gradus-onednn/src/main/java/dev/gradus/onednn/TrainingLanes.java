package dev.gradus.onednn;

import dev.gradus.onednn.memory.ParameterStore;
import java.util.List;

/**
 * A network compiled once for each of the threads that train side by side.
 *
 * @param each the lanes, with gradients of their own; none if all threads compute each layer
 *     together
 * @param least how many rows each takes at least
 */
record TrainingLanes(List<Compiled> each, int least) {
    static final TrainingLanes NONE = new TrainingLanes(List.of(), 1);

    /** Returns whether a slice with this many rows is passed in lanes. */
    boolean take(int rows) {
        return !each.isEmpty() && rows >= each.size() * least;
    }

    /** Prepares plans for slices with this many rows in the background. */
    void prepare(int rows) {
        for (Compiled lane : each) {
            lane.plans().prepare(rows / each.size());
            lane.plans().prepare(Math.ceilDiv(rows, each.size()));
        }
    }

    /**
     * Returns the parameters with the gradients of each lane.
     *
     * @param together those with the gradients of all threads together
     */
    List<ParameterStore> gradientStores(ParameterStore together) {
        return each.isEmpty()
                ? List.of(together)
                : each.stream().map(Compiled::parameters).toList();
    }

    /** Ends what is prepared in the background. */
    void close() {
        each.forEach(lane -> lane.plans().close());
    }
}
