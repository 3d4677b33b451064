package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import dev.gradus.run.event.TrainingEvent.Parameters;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.score.Scorer;
import dev.gradus.train.score.Scores;
import dev.gradus.train.session.TrainedValues;
import dev.gradus.train.session.TrainingSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a run.
 *
 * @param parameters which parameters they are
 * @param step after how many updates they were reached
 * @param validation the measurements of the validation part with them, if there is one
 * @param test the measurements of the test part with them, if there is one
 * @param model the parameters and statistics themselves
 */
record Outcome(
        Parameters parameters,
        long step,
        Optional<Measured> validation,
        Optional<Measured> test,
        TrainedValues model) {
    /**
     * The measurements of a part of the data.
     *
     * @param metrics the loss, the run's metrics and the scores, by name
     * @param scores the scores
     */
    record Measured(Map<String, Double> metrics, Scores scores) {
        static Measured of(
                Settings settings, TrainingSession session, TrainedValues model, Dataset data) {
            List<Learned.Value> values =
                    settings.preparation
                            .map(Preparation::learned)
                            .map(Scorer::standardization)
                            .orElse(List.of());
            Scorer scorer = Scorer.of(data.target(), settings.loss(), values);
            var metrics = new LinkedHashMap<>(session.measure(model.values(), data, scorer));
            if (values.isEmpty()) {
                scorer.scores()
                        .values()
                        .forEach(metrics::putIfAbsent); // a user's own metrics take precedence
            } else {
                metrics.putAll(scorer.scores().values()); // scores are in the unit of the column
            }
            return new Measured(metrics, scorer.scores());
        }
    }

    /**
     * Measures the parameters that the run results in; training continues from those of the last
     * update, whichever are reported. A run that may continue is not measured, because its process
     * is about to end; for the same reason, an average that takes a pass over the data is not
     * computed then.
     */
    static Outcome of(Settings settings, TrainingSession session, Loop loop) {
        if (loop.ending().isInterrupted()) {
            return new Outcome(
                    Parameters.NEWEST,
                    session.step(),
                    Optional.empty(),
                    Optional.empty(),
                    session.modelTakesAPass() ? session.inTraining() : session.model());
        }
        Optional<TrainedValues> best =
                loop.ending().parameters() == Parameters.BEST
                        ? loop.epochs().best()
                        : Optional.empty();
        TrainedValues model = best.orElseGet(session::model);
        return new Outcome(
                best.isPresent() ? Parameters.BEST : Parameters.NEWEST,
                best.isPresent() ? loop.epochs().bestStep() : session.step(),
                loop.epochs().validation().map(data -> Measured.of(settings, session, model, data)),
                settings.test.map(data -> Measured.of(settings, session, model, data)),
                model);
    }

    Reported reported() {
        return new Reported(
                parameters,
                step,
                validation.map(Measured::metrics).orElse(Map.of()),
                model.average());
    }

    /** Returns the measurements of the test part, by name; empty if there is none. */
    Map<String, Double> tested() {
        return test.map(Measured::metrics).orElse(Map.of());
    }
}
