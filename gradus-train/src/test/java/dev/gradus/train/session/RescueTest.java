package dev.gradus.train.session;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.NonFinitePolicy;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.LearningRate;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Span;
import dev.gradus.train.Replay;
import dev.gradus.train.Toys;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data of which one example makes the gradient infinite, once in every epoch. */
@Timeout(60)
class RescueTest {
    private static final int EPOCHS = 4;
    private static final int PER_EPOCH = 5;

    /** Finite, and some of its products with weights are not. */
    private static final float LARGE = Float.MAX_VALUE;

    @TempDir private Path runs;
    private final Toys.Recorder recorder = new Toys.Recorder();
    private final List<String> doubts = new ArrayList<>();

    /** Every input is a finite number; one is too large for its products. */
    private static Dataset poisoned() {
        float[][] inputs = new float[23][2];
        int[] labels = new int[23];
        for (int i = 0; i < inputs.length; i++) {
            labels[i] = i % 3;
            inputs[i][0] = i == 11 ? LARGE : (float) Math.sin(i);
            inputs[i][1] = i == 11 ? LARGE : (float) Math.cos(i * i);
        }
        return Dataset.ofLabels(Shape.vector(2), inputs, labels, 3);
    }

    private Trainer trainer(NonFinitePolicy policy) {
        var network = Network.of(Shape.vector(2), dense(32), relu(), dense(3));
        return Trainer.of(network, softmaxCrossEntropy())
                .backend("java")
                .threads(1)
                .batchSize(5)
                .seed(1)
                .optimizer(Optimizers.adam())
                .epochs(EPOCHS)
                .learningRate(0.01)
                .whenNotFinite(policy)
                .doubts(doubts::add)
                .listeners(recorder);
    }

    /** Returns what was said during the run, but for what speaks against it at its end. */
    private List<String> warnings() {
        return recorder.all(Note.class).stream()
                .filter(note -> note.level() == Level.WARNING)
                .map(Note::text)
                .filter(text -> !doubts.contains(text))
                .toList();
    }

    static Stream<NonFinitePolicy> policiesThatGoOn() {
        return Stream.of(NonFinitePolicy.skip(2), NonFinitePolicy.rollBack(0.5, 5));
    }

    @Test
    void unlessSaidTheRunEndsAndNothingIsUpdated() {
        TrainingResult result = trainer(NonFinitePolicy.stop()).fit(poisoned());

        assertThat(result.ending().reason()).isEqualTo(BuiltIn.DIVERGED);
        assertThat(result.steps()).isLessThan(PER_EPOCH);
    }

    @ParameterizedTest
    @MethodSource("policiesThatGoOn")
    void theRunHasItsNumberOfStepsAndNoValueThatIsNotFinite(NonFinitePolicy policy) {
        try (Training training = trainer(policy).prepare(poisoned())) {
            TrainingResult result = training.run();

            assertThat(result.ending().reason()).isEqualTo(BuiltIn.COMPLETED);
            assertThat(training.snapshot().values().isFinite()).isTrue();
            // Every pass over the data has a bad batch, so 20 steps take 25 batches.
            assertThat(training.session().batch()).isEqualTo(25);
        }
        assertThat(recorder.steps().stream().map(TrainingEvent::step))
                .containsExactlyElementsOf(LongStream.range(0, 20).boxed().toList());
        assertThat(recorder.steps()).allMatch(step -> Double.isFinite(step.loss()));
        assertThat(recorder.epochs()).extracting(epoch -> epoch.step()).contains(4L, 8L, 12L, 16L);
        assertThat(warnings()).hasSizeBetween(4, 5).allMatch(text -> text.contains(" became "));
    }

    @Test
    void aSkippedBatchIsAsIfItHadNotBeenThere() {
        trainer(NonFinitePolicy.skip(2)).fit(poisoned());

        assertThat(recorder.steps())
                .extracting(StepCompleted::learningRate)
                .extracting(LearningRate::value)
                .containsOnly(0.01);
        assertThat(warnings())
                .allMatch(text ->
                        text.contains("; the batch was skipped, ")
                                && text.endsWith(" of at most 2 in a row"));
    }

    @Test
    void rollingBackGoesToTheBeginningOfTheEpochAndLowersTheRate() {
        var data = poisoned();
        try (Training training = trainer(NonFinitePolicy.rollBack(0.5, 5)).prepare(data)) {
            StateValues first = training.snapshot().values();
            while (training.session().batch() == training.session().step()) {
                training.turn();
            }
            assertThat(training.snapshot().values()).isEqualTo(first);
            assertThat(training.snapshot().place().updates()).isZero();
            training.run();
        }
        assertThat(recorder.steps())
                .extracting(StepCompleted::learningRate)
                .extracting(LearningRate::value)
                .startsWith(0.01)
                .contains(0.005, 0.0025)
                .endsWith(0.01 / 32);
        assertThat(warnings().getFirst())
                .contains(
                        "; went back to the parameters the epoch began with and multiplied the rate by 0.5, 1 of at most 5 times");
    }

    @Test
    void bothAreBounded() {
        float[][] inputs = {{LARGE, LARGE}, {LARGE, LARGE}, {LARGE, LARGE}};
        var data = Dataset.ofLabels(Shape.vector(2), inputs, new int[] {0, 1, 2}, 3);
        for (NonFinitePolicy policy :
                List.of(NonFinitePolicy.skip(3), NonFinitePolicy.rollBack(0.1, 3))) {
            recorder.events.clear();
            TrainingResult result = trainer(policy).batchSize(1).fit(data);

            assertThat(result.ending().reason()).isEqualTo(BuiltIn.DIVERGED);
            assertThat(result.steps()).isZero();
            assertThat(warnings()).hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource("policiesThatGoOn")
    void fromEveryTurnTheEndIsTheSame(NonFinitePolicy policy) {
        var data = poisoned();
        String whole = trainer(policy).fit(data).state();
        for (int turns = 0; turns < 25; turns++) {
            try (Training first = trainer(policy).prepare(data);
                    Training second = trainer(policy).prepare(data)) {
                for (int turn = 0; turn < turns; turn++) {
                    first.turn();
                }
                second.restore(first.snapshot());
                assertThat(second.run().state()).as("turn %d", turns).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("policiesThatGoOn")
    void aCheckpointHasItAllAndTheRecordReplays(NonFinitePolicy policy) {
        var data = poisoned();
        Trainer trainer = trainer(policy).checkpointEvery(Span.steps(1)).keep(99);
        String whole = trainer.runs(runs, "fox").fit(data).state();
        Run fox = Run.open(runs.resolve("fox"));
        var store = new CheckpointStore(fox.checkpoints(), 99);
        try (Training training = trainer.prepare(data)) {
            assertThat(Replay.of(fox.validRecord(_ -> {}), training))
                    .isEqualTo(new Replay.Identical(20, Replay.State.COMPARED));
        }
        for (long step : store.steps()) {
            try (Training training = trainer.runIn(fox).prepare(data)) {
                training.resume(store.at(step));
                assertThat(training.run().state()).as("step %d", step).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("policiesThatGoOn")
    void changesBetweenBatchesThatArePassedOverReplayToo(NonFinitePolicy policy) {
        var data = poisoned();
        Trainer trainer = trainer(policy).checkpointEvery(Span.steps(3)).keep(99);
        try (Training training = trainer.runs(runs, "fox").prepare(data)) {
            while (training.session().batch() == training.session().step()) {
                training.turn();
            }
            training.request(new Control.Scale(HyperParameter.LEARNING_RATE, 0.5), "test");
            training.turn();
            long passedOver = passedOver(training);
            while (passedOver(training) == passedOver) {
                training.request(new Control.Scale(HyperParameter.LEARNING_RATE, 0.9), "test");
                training.turn();
            }
            training.request(new Control.Quit(), "test");
            training.run();
        }
        Run fox = Run.open(runs.resolve("fox"));
        var outcome = replayed(trainer, data, fox);
        assertThat(outcome).isInstanceOf(Replay.Identical.class);
        String whole;
        try (Training training = trainer.runIn(fox).prepare(data)) {
            training.resume(new CheckpointStore(fox.checkpoints(), 99).newest());
            whole = training.run().state();
        }
        assertThat(replayed(trainer, data, fox))
                .isEqualTo(new Replay.Identical(20, Replay.State.COMPARED));
        assertThat(fox.record().stream().filter(TrainingEvent.EpochCompleted.class::isInstance))
                .extracting("epoch")
                .doesNotHaveDuplicates();
        try (Training training = trainer.runIn(fox).prepare(data)) {
            training.beginAgain(Optional.empty());
            assertThat(training.run().state()).isEqualTo(whole);
        }
    }

    private static long passedOver(Training training) {
        return training.session().batch() - training.session().step();
    }

    private static Replay.Outcome replayed(Trainer trainer, Dataset data, Run run) {
        try (Training training = trainer.prepare(data)) {
            return Replay.of(run.validRecord(_ -> {}), training);
        }
    }

    @Test
    void wrongPoliciesAreRefused() {
        assertThatThrownBy(() -> NonFinitePolicy.skip(0))
                .hasMessage("skip takes a limit, at least 1, on how often it is applied; got 0");
        assertThatThrownBy(() -> NonFinitePolicy.rollBack(1, 1))
                .hasMessage(
                        "rolling back takes a factor on the learning rate above 0 and below 1, such as 0.5; got 1.0");
    }

    @Test
    void aForkWithoutTheAverageCanRollBackInItsFirstEpoch() {
        Trainer trainer = trainer(NonFinitePolicy.rollBack(0.5, 5));
        Snapshot forked;
        try (Training training = trainer.average(WeightAverage.ema(0.9)).prepare(poisoned())) {
            for (int step = 0; step < PER_EPOCH + 1; step++) {
                training.turn();
            }
            forked = training.snapshot().withoutAverage();
        }
        assertThat(forked.rescue().good().orElseThrow().values().entries())
                .isNotEmpty()
                .noneMatch(StateEntry::isAverage);
        assertThat(forked.values().entries()).noneMatch(StateEntry::isAverage);
    }
}
