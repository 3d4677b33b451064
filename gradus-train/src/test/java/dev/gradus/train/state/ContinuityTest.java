package dev.gradus.train.state;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.tanh;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.nn.optimizer.Optimizers.momentum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.NonFinitePolicy;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Machine;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.json.Configuration;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.Changes;
import dev.gradus.train.Replay;
import dev.gradus.train.Toys;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.batch.Augmentation;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.checkpoint.Loaded;
import dev.gradus.train.plan.TrainingClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Going on with something else than what a run was trained with. */
class ContinuityTest {
    private static final Dataset DATA = Toys.clouds(23, 7);
    private static final Dataset TEST = Toys.clouds(9, 8);

    @TempDir Path runs;
    private Run run;
    private String whole = "";

    private static Trainer trainer() {
        return Toys.trainer().validateOn(0.2).testOn(TEST);
    }

    /** A run that was stopped after its seventh step. */
    @BeforeEach
    void begin() {
        whole = trainer().fit(DATA).state();
        run = begun("fox", trainer());
    }

    private Run begun(String name, Trainer trainer) {
        try (Training training = trainer.runs(runs, name).prepare(DATA)) {
            for (int step = 0; step < 7; step++) {
                training.turn();
            }
            training.request(new Control.Stop(), "test");
            training.run();
            return training.folder().orElseThrow();
        }
    }

    private static Loaded newest(Run run) {
        return new CheckpointStore(run.checkpoints(), 3).newest();
    }

    private TrainingResult resume(Trainer trainer, Dataset data, Changes changes) {
        try (Training training = trainer.runIn(run).prepare(data)) {
            training.resume(newest(run), changes);
            return training.run();
        }
    }

    private static Arguments change(String named, UnaryOperator<Trainer> change) {
        return Arguments.of(named, change);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("seed is 2, it was 1", trainer -> trainer.seed(2)),
                change("batchSize is 4, it was 5", trainer -> trainer.batchSize(4)),
                change("batchSize is all, it was 5", Trainer::fullBatch),
                change("learningRate is hold(0.2), it was hold(0.1)", t -> t.learningRate(0.2)),
                change(
                        "learningRate is cosine(0.1), it was hold(0.1)",
                        t -> t.learningRate(Schedules.cosine(0.1))),
                change(
                        "momentum is hold(0.5), it was none",
                        t -> t.optimizer(momentum(0.9)).momentum(0.5)),
                change("optimizer is adam, it was sgd", t -> t.optimizer(adam())),
                change("weightDecay is hold(0.1), it was hold(0)", t -> t.weightDecay(0.1)),
                change("epochs is 4.0, it was 3.0", t -> t.epochs(4)),
                change("steps is 15, it was none", t -> t.steps(15)),
                change("sliceSize is 3, it was 256", t -> t.sliceSize(3)),
                change("clipNorm is 0.5, it was none", t -> t.clipNorm(0.5)),
                change("clipValue is 0.5, it was none", t -> t.clipValue(0.5)),
                change("precision is bf16, it was f32", t -> t.precision(Precision.BF16)),
                change("validationShare is 0.3, it was 0.2", t -> t.validateOn(0.3)),
                change("validationShare is none, it was 0.2", t -> t.validateOn(TEST)),
                change("validateEvery is 2, it was 1", t -> t.validateEvery(2)),
                change("judgeBy is accuracy, it was loss", t -> t.judgeBy(Metrics.accuracy())),
                change("stop is [patience", t -> t.stopWhen(StopRule.patience(3))),
                change("nonFinite is skip", t -> t.whenNotFinite(NonFinitePolicy.skip(3))),
                change("controllers is [plateau", t -> t.controllers(Plateau.plateau())),
                change("the test data are not the same", t -> t.testOn(Toys.clouds(9, 9))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void anotherRecipeIsRefusedAndNamed(String named, UnaryOperator<Trainer> change) {
        assertThatThrownBy(() -> resume(change.apply(trainer()), DATA, Changes.REFUSED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the run cannot continue with something else: ")
                .hasMessageContaining(named)
                .hasMessageContaining("--accept-changes");
        assertThat(resume(trainer(), DATA, Changes.REFUSED).state()).isEqualTo(whole);
    }

    @Test
    void anotherNetworkOrLossIsRefusedAndNamed() {
        var other = Network.of(Shape.vector(2), dense(8), relu(), dense(3));
        var trainer =
                Trainer.of(other, softmaxCrossEntropy().labelSmoothing(0.1))
                        .backend("java")
                        .threads(1)
                        .learningRate(0.1)
                        .batchSize(5)
                        .epochs(3)
                        .seed(1)
                        .validateOn(0.2)
                        .testOn(TEST);
        assertThatThrownBy(() -> resume(trainer, DATA, Changes.REFUSED))
                .hasMessageContaining(
                        "model is dense(8) relu dense(3), it was dense(8) tanh dense(3)")
                .hasMessageContaining(
                        "loss is softmaxCrossEntropy(labelSmoothing=0.1), it was"
                                + " softmaxCrossEntropy");
        var wider = Network.of(Shape.vector(2), dense(9), tanh(), dense(3));
        assertThatThrownBy(() ->
                        resume(
                                Trainer.of(wider, softmaxCrossEntropy())
                                        .learningRate(0.1)
                                        .epochs(3),
                                DATA,
                                Changes.REFUSED))
                .hasMessageContaining("model is dense(9) tanh dense(3)");
    }

    /** Also where only one value differs, of an example that is held out. */
    @Test
    void otherDataAreRefused() {
        for (int example = 0; example < DATA.size(); example++) {
            Dataset changed = changed(DATA, example);
            assertThatThrownBy(() -> resume(trainer(), changed, Changes.REFUSED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the training data are not the same (fingerprint 1:");
        }
    }

    private static Dataset changed(Dataset data, int which) {
        float[][] inputs = new float[data.size()][2];
        int[] labels = new int[data.size()];
        var batch = new Batch(1, 2, data.target());
        for (int example = 0; example < data.size(); example++) {
            data.copy(example, batch, 0);
            inputs[example] = batch.inputs().clone();
            labels[example] = batch.labels()[0];
        }
        inputs[which][1] = Math.nextUp(inputs[which][1]);
        return Dataset.ofLabels(Shape.vector(2), inputs, labels, 3);
    }

    @Test
    void whoInsistsGoesOnAndItIsOnRecord() {
        TrainingResult result = resume(trainer().seed(2), changed(DATA, 3), Changes.ACCEPTED);

        assertThat(result.ending().reason()).isEqualTo(BuiltIn.COMPLETED);
        assertThat(notes(run))
                .anySatisfy(text ->
                        assertThat(text)
                                .startsWith(
                                        "the run continues with accepted changes"
                                                + ": seed is 2, it was 1; the training"
                                                + " data are not the same"));
        // From now on this is what the run is trained with.
        assertThat(resume(trainer().seed(2), changed(DATA, 3), Changes.REFUSED).state())
                .isEqualTo(result.state());
        assertThatThrownBy(() -> resume(trainer(), DATA, Changes.REFUSED))
                .hasMessageContaining("seed is 1, it was 2");
    }

    private static List<String> notes(Run run) {
        return run.record().stream()
                .filter(Note.class::isInstance)
                .map(event -> ((Note) event).text())
                .toList();
    }

    @Test
    void whatDecidesAboutNoBitsMayChange() {
        Trainer other = trainer().keep(9).checkpointEvery(Span.steps(2));
        assertThat(resume(other.threads(2), DATA, Changes.REFUSED).state()).isEqualTo(whole);
        assertThat(notes(run)).noneMatch(text -> text.contains("another"));
    }

    @Test
    void aCheckpointOfAnotherRunIsRefused() throws Exception {
        Run other = begun("owl", trainer().clock(clockAhead()));
        Path copied = newest(other).file();
        try (Stream<Path> own = Files.list(run.checkpoints())) {
            for (Path file : own.toList()) {
                Files.delete(file);
            }
        }
        Files.copy(copied, run.checkpoints().resolve(copied.getFileName()));
        assertThatThrownBy(() -> resume(trainer(), DATA, Changes.REFUSED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a checkpoint of another run");
    }

    private static TrainingClock clockAhead() {
        TrainingClock system = TrainingClock.system();
        return new TrainingClock(system.nanos(), () -> Instant.now().plusSeconds(60));
    }

    @Test
    void aRunBegunAgainIsHeldToItsConfiguration() throws Exception {
        try (Stream<Path> own = Files.list(run.checkpoints())) {
            for (Path file : own.toList()) {
                Files.delete(file);
            }
        }
        try (Training training = trainer().seed(5).runIn(run).prepare(DATA)) {
            assertThatThrownBy(() -> training.beginAgain(Optional.empty()))
                    .hasMessageContaining("seed is 5, it was 1");
        }
        try (Training training = trainer().runIn(run).prepare(DATA)) {
            training.beginAgain(Optional.empty());
            assertThat(training.run().state()).isEqualTo(whole);
        }
    }

    @Test
    void aForkWithOtherDataSaysSo() {
        try (Training training = trainer().runs(runs, "fork").prepare(changed(DATA, 0))) {
            training.fork(newest(run));
            training.run();
        }
        assertThat(notes(new Runs(runs).find("fork")))
                .anySatisfy(text ->
                        assertThat(text)
                                .contains("the fork differs from the run of its checkpoint")
                                .contains("the training data are not the same"));
    }

    @Test
    void aReplayNamesTheCause() {
        List<TrainingEvent> record = run.record();
        try (Training training = trainer().prepare(changed(DATA, 2))) {
            assertThat(Replay.of(record, training))
                    .isInstanceOfSatisfying(
                            Replay.Differs.class,
                            differs ->
                                    assertThat(differs.text())
                                            .contains("the cause may be: the training data are"));
        }
        try (Training training = trainer().seed(4).prepare(DATA)) {
            assertThat(Replay.of(record, training).text()).contains("seed is 4, it was 1");
        }
        try (Training training = trainer().prepare(DATA)) {
            assertThat(Replay.causes(record, training)).isEmpty();
            assertThat(Replay.of(record, training)).isInstanceOf(Replay.Identical.class);
        }
    }

    @Test
    void theStartNamesTheFingerprints() {
        RunStarted started =
                (RunStarted)
                        run.record().stream()
                                .filter(RunStarted.class::isInstance)
                                .findFirst()
                                .orElseThrow();
        assertThat(started.configuration()).isEqualTo(run.configuration());
        assertThat(Fingerprints.recipe(run.configuration()).orElseThrow())
                .matches("2:[0-9a-f]{32}");
        assertThat(Fingerprints.data(run.configuration()))
                .containsOnly(
                        Map.entry("training", DATA.fingerprint()),
                        Map.entry("test", TEST.fingerprint()));
    }

    /** A run of an older version goes on, and says what could not be compared. */
    @Test
    void aRunWithoutFingerprintsGoesOn() {
        Configuration old = without(run.configuration(), "fingerprints");
        assertThat(Continuity.changes(old, run.configuration())).isEmpty();
        assertThat(Continuity.unchecked(old)).isPresent();
        assertThat(Continuity.unchecked(run.configuration())).isEmpty();
    }

    private static Configuration without(Configuration configuration, String name) {
        var values = new LinkedHashMap<>(configuration.values());
        values.remove(name);
        return new Configuration(values);
    }

    /** Each name that a configuration has is compared, or free to change. */
    @Test
    void noPartOfAConfigurationIsForgotten() {
        var settings =
                trainer()
                        .clipNorm(1)
                        .clipValue(1)
                        .augment(Augmentation.shift(1))
                        .controllers(Plateau.plateau())
                        .groups(new ParameterGroup("dense*", 1, 1))
                        .optimizer(momentum(0.9))
                        .momentum(0.5)
                        .weightDecay(0.1)
                        .stopWhen(StopRule.patience(2))
                        .parent("fox@1")
                        .runs(runs, "all")
                        .settings();
        var known = new HashSet<>(Continuity.RECIPE);
        known.addAll(Continuity.FREE);
        assertThat(RunDescription.of(settings, DATA, DATA).values().keySet()).isSubsetOf(known);
        assertThat(known).hasSize(Continuity.RECIPE.size() + Continuity.FREE.size());
    }

    @Test
    void plainJavaGivesTheSameBitsAnywhereAndOneDnnDoesNot() {
        var java = new Machine("java", 1, "f32", Map.of("kernels", "plain Java, 1 thread"));
        var other = new Machine("java", 7, "f32", Map.of("kernels", "plain Java, 7 threads"));
        assertThat(Continuity.changes(java, other)).isEmpty();
        var fast =
                new Machine(
                        "onednn", 2, "f32", Map.of("kernels", "oneDNN 3.13.0, AVX2, 2 threads"));
        var wide =
                new Machine(
                        "onednn", 2, "f32", Map.of("kernels", "oneDNN 3.13.0, AVX-512, 2 threads"));
        assertThat(Continuity.changes(fast, wide))
                .containsExactly(
                        "kernels (oneDNN 3.13.0, AVX-512, 2 threads, it was oneDNN 3.13.0, AVX2, 2 threads)");
        assertThat(Continuity.changes(java, fast))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("backend");
    }
}
