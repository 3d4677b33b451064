package dev.gradus.schedule.controller;

import dev.gradus.text.OwnPart;
import java.util.Map;
import java.util.TreeMap;

/**
 * A controller of the user's own. Everything that it remembers is in its {@link State}, which is
 * saved in checkpoints. It has no text form, so a run that uses it is resumed from Java, with the
 * same controller.
 */
public non-sealed interface OwnController extends Controller, OwnPart {
    /** {@return what is remembered before anything was measured; by default nothing} */
    default Memory memory() {
        return Memory.empty();
    }

    /**
     * {@return the state after one more measurement} Pure: the same arguments give an equal state.
     *
     * @param state the state before
     * @param value the loss or metric; may be NaN
     * @param rate the rate that would be in force without this controller
     */
    State next(State state, double value, double rate);

    @Override
    default State start() {
        return new State(1, memory());
    }

    @Override
    default State next(Controller.State state, Observation observation) {
        State now = Check.own(State.class, state, toString());
        return observation instanceof Observation.Measured(double value, double rate)
                ? next(now, value, rate)
                : now;
    }

    @Override
    default State restore(Map<String, ?> tree) {
        double factor = new Tree.Reader(tree, toString()).number("factor");
        if (!(tree.get("memory") instanceof Map<?, ?> kept)) {
            throw new IllegalArgumentException(
                    "the state of %s must have what it remembers as 'memory', got %s"
                            .formatted(this, tree));
        }
        var values = new TreeMap<String, Object>();
        kept.forEach((name, value) -> values.put(String.valueOf(name), value));
        return new State(factor, new Memory(values));
    }

    /**
     * What a controller of the user's own remembers.
     *
     * @param factor the current factor, finite and above 0
     * @param memory everything else
     */
    record State(double factor, Memory memory) implements Controller.State {
        /**
         * Checks the factor.
         *
         * @throws IllegalArgumentException if it is not finite and above 0
         */
        public State {
            if (!(factor > 0) || Double.isInfinite(factor)) {
                throw new IllegalArgumentException(
                        "a controller's factor must be finite and above 0, got " + factor);
            }
        }

        @Override
        public Map<String, Object> tree() {
            return Map.of("factor", factor, "memory", memory.tree());
        }
    }
}
