package dev.gradus.train.examples;

import dev.gradus.schedule.controller.Memory;
import dev.gradus.schedule.controller.OwnController;

// @start region="controller"
/**
 * Raises the rate a little after each report that is better than the one before, and lowers it much
 * after each that is worse: the bold driver of Battiti (1989).
 */
public record BoldDriver(double up, double down) implements OwnController {
    @Override
    public Watched watched() {
        return Watched.REPORTED_METRIC;
    }

    @Override
    public Memory memory() {
        return Memory.of("last", Double.NaN);
    }

    @Override
    public State next(State state, double value, double rate) {
        double last = state.memory().number("last");
        double factor = Double.isNaN(last) ? 1 : value < last ? up : down;
        return new State(state.factor() * factor, state.memory().with("last", value));
    }
}
// @end
