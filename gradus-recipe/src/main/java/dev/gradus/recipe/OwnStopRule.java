package dev.gradus.recipe;

import dev.gradus.schedule.controller.Memory;
import dev.gradus.text.OwnPart;
import java.util.List;
import java.util.Map;

/**
 * A stop rule of the user's own. It remembers only its {@link Memory}, which is saved in
 * checkpoints. It has no text form, so a run that uses it is resumed from Java, with the same rule.
 */
public non-sealed interface OwnStopRule extends StopRule, OwnPart {
    /**
     * {@return the metrics the rule reads, so that a run without them is refused; none by default}
     */
    default List<String> watched() {
        return List.of();
    }

    /** {@return what is remembered before the first report; nothing by default} */
    default Memory memory() {
        return Memory.empty();
    }

    /**
     * {@return what is remembered after one more report} A pure function: the same arguments give
     * an equal memory.
     *
     * @param memory what was remembered so far
     * @param metrics what was measured, by name: {@code loss}, {@code accuracy} …
     */
    default Memory next(Memory memory, Map<String, Double> metrics) {
        return memory;
    }

    /**
     * {@return whether the run ends here; asked after every update}
     *
     * @param memory what was remembered so far
     * @param updates how many updates were made
     * @param seconds how long the run has trained in all
     */
    boolean stops(Memory memory, long updates, double seconds);

    /**
     * {@return the reason in a sentence}
     *
     * @param memory what was remembered so far
     */
    String detail(Memory memory);

    @Override
    default State start() {
        return new State(Double.NaN, 0, memory());
    }

    @Override
    default State next(State state, Map<String, Double> metrics) {
        return new State(state.best(), state.bad(), next(state.memory(), metrics));
    }

    @Override
    default boolean stops(State state, long updates, double seconds) {
        return stops(state.memory(), updates, seconds);
    }

    @Override
    default String detail(State state) {
        return detail(state.memory());
    }
}
