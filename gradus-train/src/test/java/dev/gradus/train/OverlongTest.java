package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.schedule.Span;
import dev.gradus.train.Toys.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A span that is longer than the run is told of before the first update, and on record. */
class OverlongTest {
    private static final Dataset TRAIN = Toys.clouds(23, 1);

    @TempDir Path runs;

    /** A setting that is too long for three epochs of five updates, and one that just fits. */
    record Setting(String sentence, UnaryOperator<Trainer> tooLong, UnaryOperator<Trainer> fits) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    static Stream<Setting> settings() {
        String saved =
                " updates, so a checkpoint is saved only when an epoch is the best, and at the end; choose a shorter span (--checkpoint-every)";
        return Stream.of(
                new Setting(
                        "updateRatios is 5,000, but the run has only 15 updates, so none is measured; choose a smaller one (--update-ratios)",
                        t -> t.updateRatios(5000),
                        t -> t.updateRatios(15)),
                new Setting(
                        "checkpointEvery is 16, but the run has only 15" + saved,
                        t -> t.checkpointEvery(Span.steps(16)),
                        t -> t.checkpointEvery(Span.steps(15))),
                new Setting(
                        "checkpointEvery is 4ep, but the run has only 15" + saved,
                        t -> t.checkpointEvery(Span.epochs(4)),
                        t -> t.checkpointEvery(Span.epochs(3))),
                new Setting(
                        "validateEvery is 4, but the run has only 3 epochs, so it validates only at its end; choose a smaller one",
                        t -> t.validateEvery(4),
                        t -> t.validateEvery(3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void isToldOfBeforeTheFirstUpdateAndOnRecord(Setting setting) {
        var recorder = new Recorder();
        Trainer whole = Toys.trainer().validateOn(Toys.clouds(6, 2)).runs(runs);
        Trainer tooLong = setting.tooLong().apply(whole.listeners(recorder));

        assertThat(warnings(tooLong)).containsExactly(setting.sentence());
        assertThat(recorder.events.stream().takeWhile(each -> !(each instanceof StepCompleted)))
                .contains(new Note(0, Level.WARNING, setting.sentence()));
        assertThat(warnings(setting.fits().apply(whole))).isEmpty();

        Recipe recipe = tooLong.recipe();
        Trainer ofRecipe = Trainer.of(recipe, TRAIN).validateOn(Toys.clouds(6, 2)).runs(runs);
        assertThat(warnings(ofRecipe)).containsExactly(setting.sentence());
    }

    /** How long the run takes is not known, and an epoch is usual. */
    @Test
    void aDurationAndTheUsualSpanAreNotTooLong() {
        Trainer brief = Toys.trainer().steps(2).runs(runs);

        assertThat(warnings(brief.validateOn(0.2))).isEmpty();
        assertThat(warnings(brief.checkpointEvery(Duration.ofDays(9)))).isEmpty();
    }

    private static List<String> warnings(Trainer trainer) {
        var warnings = new ArrayList<String>();
        trainer.warnings(warnings::add).doubts(_ -> {}).fit(TRAIN);
        return warnings;
    }
}
