package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.schedule.named.Schedules.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import dev.gradus.run.history.History;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.testing.Allocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UpdateRatiosTest {
    private final Dataset data = Toys.clouds(23, 1);
    private final Toys.Recorder recorder = new Toys.Recorder();

    private List<UpdatesMeasured> measured() {
        return recorder.all(UpdatesMeasured.class);
    }

    @Test
    void ratiosAreThoseOfTheStateBeforeAndAfter() {
        Trainer trainer =
                Toys.statefulTrainer()
                        .optimizer(Optimizer.parse("lamb"))
                        .learningRate(0.02)
                        .clipNorm(0.5)
                        .weightDecay(0.01)
                        .steps(9)
                        .updateRatios(3)
                        .listeners(recorder);
        var expected = new ArrayList<Map<String, Double>>();
        try (Training training = trainer.prepare(data)) {
            for (int step = 1; step <= 9; step++) {
                StateValues before = training.snapshot().values();
                training.turn();
                if (step % 3 == 0) {
                    expected.add(ratios(before, training.snapshot().values()));
                }
            }
            training.run();
        }

        assertThat(measured()).extracting(UpdatesMeasured::step).containsExactly(3L, 6L, 9L);
        for (int i = 0; i < 3; i++) {
            Map<String, Double> ratios = measured().get(i).ratios();
            assertThat(ratios.keySet()).containsExactly("dense1", "batchNorm1", "dense2");
            expected.get(i)
                    .forEach((layer, ratio) ->
                            assertThat(ratios.get(layer)).isCloseTo(ratio, within(1e-12)));
        }
    }

    private static Map<String, Double> ratios(StateValues before, StateValues after) {
        var changes = new LinkedHashMap<String, double[]>();
        for (int p = 0; p < before.entries().size(); p++) {
            StateEntry entry = before.entries().get(p);
            if (entry.kind() == StateEntry.Kind.PARAMETER) {
                double[] sums =
                        changes.computeIfAbsent(
                                entry.name().substring(0, entry.name().indexOf('.')),
                                _ -> new double[2]);
                for (int i = 0; i < entry.size(); i++) {
                    sums[0] += Math.pow(after.values(p)[i] - (double) before.values(p)[i], 2);
                    sums[1] += Math.pow(before.values(p)[i], 2);
                }
            }
        }
        var ratios = new LinkedHashMap<String, Double>();
        changes.forEach((layer, sums) -> ratios.put(layer, Math.sqrt(sums[0] / sums[1])));
        return ratios;
    }

    @Test
    void aLayerHasNoRatioWhileAllItsWeightsAreZero() {
        Network network =
                Network.of(
                        Shape.vector(2),
                        dense(4).initializer(Initializer.zeros()),
                        batchNorm(),
                        dense(3));
        Trainer.of(network, softmaxCrossEntropy())
                .backend("java")
                .threads(1)
                .learningRate(0.1)
                .seed(1)
                .batchSize(5)
                .steps(2)
                .updateRatios(1)
                .listeners(recorder)
                .fit(data);

        assertThat(measured().getFirst().ratios()).doesNotContainKey("dense1");
        assertThat(measured())
                .allSatisfy(each ->
                        assertThat(each.ratios().values())
                                .allSatisfy(ratio -> assertThat(ratio).isFinite()));
    }

    @Test
    void trainingIsTheSameWithAndWithout() {
        Trainer trainer = Toys.statefulTrainer().learningRate(0.1).epochs(3);

        assertThat(trainer.updateRatios(2).fit(data).state()).isEqualTo(trainer.fit(data).state());
    }

    @Test
    void nothingIsMeasuredUnlessSomebodyAsks() {
        Toys.trainer().listeners(recorder).fit(data);

        assertThat(measured()).isEmpty();
    }

    @Test
    void aLiveRunMeasuresFromTheRequestOnUntilItIsToldToStop() {
        try (Training training = Toys.trainer().steps(12).listeners(recorder).prepare(data)) {
            training.turn();
            training.request(new Control.MeasureUpdates(2), "studio");
            for (int turn = 0; turn < 6; turn++) {
                training.turn();
            }
            training.request(new Control.MeasureUpdates(0), "studio");
            training.run();
        }

        assertThat(measured()).extracting(UpdatesMeasured::step).containsExactly(2L, 4L, 6L);
        assertThat(recorder.answers(Answer.Measuring.class))
                .containsExactly(new Answer.Measuring(2), new Answer.Measuring(0));
    }

    @Test
    void aRunThatIsResumedMeasuresAtTheSameStepsAndForgetsThoseThatAreVoid(@TempDir Path folder) {
        Trainer trainer = Toys.trainer().steps(12).updateRatios(3).checkpointEvery(Span.steps(4));
        History whole = trainer.fit(data).history();
        Run run;
        try (Training training = trainer.runs(folder, "cut").prepare(data)) {
            run = training.folder().orElseThrow();
            for (int turn = 0; turn < 7; turn++) {
                training.turn();
            }
        }
        try (Training training = trainer.runIn(run).prepare(data)) {
            Resume.goOn(training, run, Changes.REFUSED);
            training.run();
        }

        History resumed = History.read(run.events());
        assertThat(resumed.updateRatios().keySet()).containsExactly("dense1", "dense2");
        resumed.updateRatios()
                .forEach((layer, series) -> {
                    assertThat(series.xs()).containsExactly(3, 6, 9, 12);
                    assertThat(series.ys()).containsExactly(whole.updateRatios().get(layer).ys());
                });
    }

    private Run interrupted(Trainer trainer, Path folder, Control... controls) {
        try (Training training = trainer.runs(folder, "cut").prepare(data)) {
            for (Control control : controls) {
                training.change(List.of(control), "test");
            }
            for (int turn = 0; turn < 7; turn++) {
                training.turn();
            }
            return training.folder().orElseThrow();
        }
    }

    private void goOn(Trainer trainer, Run run) {
        try (Training training = trainer.runIn(run).listeners(recorder).prepare(data)) {
            Resume.goOn(training, run, Changes.REFUSED);
            training.run();
        }
    }

    @Test
    void aRequestToMeasureLastsBeyondAnInterruption(@TempDir Path folder) {
        Trainer trainer = Toys.trainer().steps(12).checkpointEvery(Span.steps(4));
        Run run = interrupted(trainer, folder, new Control.MeasureUpdates(2));

        goOn(trainer, run);

        assertThat(measured()).extracting(UpdatesMeasured::step).containsExactly(6L, 8L, 10L, 12L);
    }

    /** A long record is read once: what is known of it then needs no further look. */
    @Test
    void whatWasReadOfTheRecordIsNotReadAgain(@TempDir Path folder) throws IOException {
        Trainer trainer = Toys.trainer().steps(12).checkpointEvery(Span.steps(4));
        Run run = interrupted(trainer, folder, new Control.MeasureUpdates(2));

        try (Training training = trainer.runIn(run).listeners(recorder).prepare(data)) {
            Files.write(run.events(), new byte[0]);
            Resume.goOn(training, run, Changes.REFUSED);
            training.run();
        }

        assertThat(measured()).extracting(UpdatesMeasured::step).containsExactly(6L, 8L, 10L, 12L);
    }

    @Test
    void aRequestToMeasureNoMoreLastsBeyondAnInterruption(@TempDir Path folder) {
        Trainer trainer = Toys.trainer().steps(12).updateRatios(2).checkpointEvery(Span.steps(4));
        Run run = interrupted(trainer, folder, new Control.MeasureUpdates(0));

        goOn(trainer, run);

        assertThat(measured()).isEmpty();
    }

    @Test
    void smallUpdatesAtTheEndOfARunThatIsResumedAreNoSignOfASmallRate(@TempDir Path folder) {
        Trainer trainer =
                Toys.trainer()
                        .learningRate(Schedules.piecewise(0.1, at(Span.steps(4), 1e-9)))
                        .steps(12)
                        .updateRatios(1)
                        .checkpointEvery(Span.steps(4));
        Run run = interrupted(trainer, folder);

        goOn(trainer, run);

        assertThat(measured()).hasSizeGreaterThan(5);
        assertThat(advice()).isEmpty();
    }

    @Test
    void aRateThatIsFarTooHighIsSaidOnceInOneLine() {
        Toys.trainer().learningRate(30).epochs(20).updateRatios(1).listeners(recorder).fit(data);

        assertThat(advice()).hasSize(1).first().asString().contains("likely too high");
    }

    @Test
    void aRateThatIsFarTooLowIsSaidAtTheEndInOneLine() {
        Toys.trainer().learningRate(1e-7).epochs(20).updateRatios(1).listeners(recorder).fit(data);

        assertThat(advice()).hasSize(1).first().asString().contains("likely too low");
    }

    @Test
    void aRateThatTrainsIsLeftAlone() {
        Toys.trainer().learningRate(0.1).epochs(20).updateRatios(1).listeners(recorder).fit(data);

        assertThat(advice()).isEmpty();
    }

    private List<String> advice() {
        return recorder.all(Note.class).stream()
                .filter(note -> note.level() == TrainingEvent.Level.WARNING)
                .map(Note::text)
                .filter(text -> text.startsWith("updates "))
                .toList();
    }

    @Test
    void aRunThatIsTooShortToMeasureSaysSo() {
        Toys.trainer().steps(15).updateRatios(16).listeners(recorder).fit(data);

        assertThat(recorder.all(Note.class))
                .extracting(Note::text)
                .contains(
                        "updateRatios is 16, but the run has only 15 updates, so none is measured; choose a smaller one (--update-ratios)");
    }

    @Test
    void everyIsAtLeastOne() {
        assertThatThrownBy(() -> Toys.trainer().updateRatios(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("updateRatios");
    }

    @Test
    void aStepThatIsNotMeasuredAllocatesNothing() {
        Trainer trainer = Toys.trainer().steps(20_000).updateRatios(10_000).listeners(_ -> {});
        try (Training training = trainer.prepare(Toys.clouds(23_000, 1))) {
            assertThat(
                            Allocation.of(() -> {
                                for (int step = 0; step < 10; step++) {
                                    training.turn();
                                }
                            }))
                    .isZero();
        }
    }
}
