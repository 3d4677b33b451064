package dev.gradus.train;

import dev.gradus.model.StateValues;
import dev.gradus.run.event.TrainingEvent.Parameters;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.session.TrainingSession;
import java.util.Map;
import java.util.Optional;

/**
 * What a run results in.
 *
 * @param reported whose parameters, and what validation measured with them
 * @param test what the test part measured with them; empty unless it was given
 * @param values the parameters and statistics themselves
 */
record Outcome(Reported reported, Map<String, Double> test, StateValues values) {
    /**
     * Measures the parameters that the run results in. Those of the last update are in the program
     * again afterwards: training goes on from them, whichever are reported. A run that may go on is
     * not measured, for the process it is in is about to end.
     */
    static Outcome of(Settings settings, TrainingSession session, Loop loop) {
        if (loop.ending().isInterrupted()) {
            return new Outcome(
                    Reported.newest(session.step()),
                    Map.of(),
                    StateValues.ofModel(session.program()));
        }
        Optional<StateValues> best =
                loop.ending().parameters() == Parameters.BEST ? loop.best() : Optional.empty();
        StateValues newest = StateValues.ofModel(session.program());
        best.ifPresent(values -> values.writeTo(session.program()));
        try {
            Reported reported =
                    best.isPresent()
                            ? new Reported(
                                    Parameters.BEST,
                                    loop.bestStep(),
                                    loop.validation().map(session::measure).orElse(Map.of()))
                            : new Reported(Parameters.NEWEST, session.step(), loop.measured());
            Map<String, Double> test = settings.test.map(session::measure).orElse(Map.of());
            return new Outcome(reported, test, best.orElse(newest));
        } finally {
            newest.writeTo(session.program());
        }
    }
}
