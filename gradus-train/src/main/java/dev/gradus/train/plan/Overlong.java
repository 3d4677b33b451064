package dev.gradus.train.plan;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.CheckpointInterval;
import dev.gradus.recipe.Keys;
import dev.gradus.schedule.Horizon;
import java.util.Optional;
import java.util.stream.Stream;

/** Which settings have no effect because the run ends before they would have one. */
public final class Overlong {
    private final Settings settings;
    private final Horizon run;

    private Overlong(Settings settings, Horizon run) {
        this.settings = settings;
        this.run = run;
    }

    /**
     * Returns what the run is too short for.
     *
     * @param settings the settings of the trainer
     * @param run how long the run is
     * @return a sentence for each setting that is longer than the run
     */
    public static Stream<String> sentences(Settings settings, Horizon run) {
        var overlong = new Overlong(settings, run);
        return Stream.of(overlong.measuring(), overlong.saving(), overlong.validating())
                .flatMap(Optional::stream);
    }

    private Optional<String> measuring() {
        return settings.recipe
                .find(Keys.UPDATE_RATIOS)
                .filter(every -> every > run.steps())
                .map(every ->
                        Text.of(
                                "updateRatios is %,d, but the run has only %s, so none is measured; choose a smaller one (--update-ratios)",
                                every, updates()));
    }

    /** The usual interval, an epoch, is no choice. */
    private Optional<String> saving() {
        return settings.recipe
                .find(Keys.CHECKPOINT_EVERY)
                .filter(_ -> settings.place.isPresent())
                .filter(every -> !every.equals(Keys.CHECKPOINT_EVERY.usual().orElseThrow()))
                .filter(every -> steps(every) > run.steps())
                .map(every ->
                        "checkpointEvery is %s, but the run has only %s, so a checkpoint is saved only when an epoch is the best, and at the end; choose a shorter span (--checkpoint-every)"
                                .formatted(every, updates()));
    }

    private double steps(CheckpointInterval every) {
        return switch (every) {
            case CheckpointInterval.Every(var span) -> span.in(run);
            case CheckpointInterval.Lasting _ -> 0; // how long the run takes is not known
        };
    }

    private Optional<String> validating() {
        long epochs = Math.ceilDiv(run.steps(), Math.max(1, run.stepsPerEpoch()));
        int every = settings.get(Keys.VALIDATE_EVERY);
        return every <= epochs || settings.validation() instanceof Validation.None
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "validateEvery is %,d, but the run has only %s, so it validates only at its end; choose a smaller one",
                                every, NumberText.counted(epochs, "epoch")));
    }

    private String updates() {
        return NumberText.counted(run.steps(), "update");
    }
}
