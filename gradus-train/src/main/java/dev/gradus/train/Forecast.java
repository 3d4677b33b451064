package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.nn.backend.BackendChoice;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.Keys;
import dev.gradus.schedule.Horizon;
import dev.gradus.train.plan.Oversights;
import dev.gradus.train.plan.RoughTime;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.plan.Timeline;
import dev.gradus.train.session.TrainingSession;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a run will take and how much memory it needs, measured by updates and evaluations on a
 * copy that is thrown away. Training after a forecast gives the same bits as training without one.
 *
 * @param updates how many updates the run has; a stop rule may end it earlier
 * @param secondsPerUpdate as measured, at the mean batch size of the run
 * @param validations how often the network will be validated
 * @param secondsPerValidation as measured on some of the examples, extended to all of them
 * @param secondsOfTest the same for the test at the end; 0 without a test
 * @param memory the memory that the run needs
 */
public record Forecast(
        long updates,
        double secondsPerUpdate,
        long validations,
        double secondsPerValidation,
        double secondsOfTest,
        MemoryNeed memory) {
    /** A forecast is worth making for runs of at least this many seconds, by a rough estimate. */
    private static final double LONG = 30;

    /**
     * {@return whether a run takes so long, by a rough estimate from its operations and updates,
     * that a second of measuring hardly matters} Always false for a run with replicas, which cannot
     * be forecast.
     *
     * @param trainer the trainer of the run
     * @param train the examples to learn from
     */
    public static boolean isWorthwhile(Trainer trainer, Dataset train) {
        Settings settings = trainer.settings();
        return settings.recipe.find(Keys.REPLICAS).isEmpty()
                && RoughTime.of(settings, train.size()).seconds() >= LONG;
    }

    /**
     * Forecasts a run.
     *
     * @param trainer the trainer of the run
     * @param train the examples to learn from
     * @return the forecast, which takes a second to some seconds to make, or longer if a few
     *     updates do
     * @throws IllegalArgumentException if the run cannot be trained, or has replicas
     */
    public static Forecast of(Trainer trainer, Dataset train) {
        Settings settings = trainer.settings();
        if (settings.recipe.find(Keys.REPLICAS).isPresent()) {
            throw new IllegalArgumentException(
                    "a run with replicas cannot be forecast; leave replicas out to forecast the time for one network");
        }
        TrainingParts parts = TrainingParts.of(settings, train);
        try (TrainingSession session = TrainingSession.open(settings, parts.train())) {
            Pace pace = Pace.measured(session);
            Horizon horizon = session.remaining().horizon();
            long epochs = Math.ceilDiv(session.end(), Math.max(1, horizon.stepsPerEpoch()));
            double perValidation =
                    parts.validation().map(data -> Pace.ofEvaluation(session, data)).orElse(0.0);
            return new Forecast(
                    session.end(),
                    pace.secondsPerExample() * horizon.batchSize(),
                    parts.validation().isEmpty() ? 0 : epochs / settings.get(Keys.VALIDATE_EVERY),
                    perValidation,
                    settings.test.map(data -> Pace.ofEvaluation(session, data)).orElse(0.0),
                    MemoryNeed.of(session.program(), parts.validation().isPresent()));
        }
    }

    /**
     * {@return what training warns of before its first update, a sentence each: a slow backend,
     * doubtful rates and settings that have no effect} Whether the Java heap is too small to save
     * the run, of which training warns, too, is known when it is forecast: {@link
     * MemoryNeed#exceedsHeap}.
     *
     * @param trainer the trainer of the run
     * @param train the examples to learn from
     */
    public static List<String> warnings(Trainer trainer, Dataset train) {
        Settings settings = trainer.settings();
        int examples = TrainingParts.of(settings, train).train().size();
        return Stream.concat(
                        BackendChoice.of(settings.backend()).warnings().stream(),
                        Oversights.of(
                                settings,
                                Timeline.of(settings, examples).horizon(),
                                train.target()))
                .toList();
    }

    /** {@return how long the whole run takes, in seconds} */
    public double seconds() {
        return updates * secondsPerUpdate + validations * secondsPerValidation + secondsOfTest;
    }

    /** {@return the forecast as a sentence for people} */
    public String sentence() {
        String validated =
                validations == 0
                        ? ""
                        : ", %s of %s s"
                                .formatted(
                                        NumberText.counted(validations, "validation"),
                                        NumberText.brief(secondsPerValidation, 2));
        return Text.of(
                "forecast: about %s (%s of %s ms%s; measured on a copy); %s",
                duration(seconds()),
                NumberText.counted(updates, "update"),
                NumberText.brief(1e3 * secondsPerUpdate, 3),
                validated,
                memory.sentence());
    }

    /** Returns a duration in at most two units: 90 s, 12 min, 3 h 20 min. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 120) {
            return whole + " s";
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 120) {
            return minutes + " min";
        }
        if (minutes < 48 * 60) {
            return Text.of("%d h %d min", minutes / 60, minutes % 60);
        }
        long hours = Math.round(seconds / 3600);
        return Text.of("%,d days %d h", hours / 24, hours % 24);
    }
}
