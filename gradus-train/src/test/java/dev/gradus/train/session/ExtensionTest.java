package dev.gradus.train.session;

import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.schedule.named.Schedules.linear;
import static dev.gradus.schedule.named.Schedules.oneCycle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.run.Run;
import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.LearningRate;
import dev.gradus.run.event.TrainingEvent.PlanChanged;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.train.Replay;
import dev.gradus.train.Toys;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A run gets another length while it is under way, or after it was over. */
@Timeout(60)
class ExtensionTest {
    private static final int PLANNED = 10;
    private static final int CHANGED_AT = 4;
    private static final Offset<Double> ROUNDING = within(1e-12);

    @TempDir private Path runs;
    private final Dataset train = Toys.clouds(23, 1);
    private final Toys.Recorder recorder = new Toys.Recorder();

    private Trainer trainer(Schedule rate) {
        return Toys.trainer()
                .optimizer(adam())
                .learningRate(rate)
                .steps(PLANNED)
                .listeners(recorder);
    }

    private TrainingResult changed(Trainer trainer, String length, Continuation continuation) {
        try (Training training = trainer.prepare(train)) {
            turn(training, CHANGED_AT);
            training.request(new Control.Extend(length, continuation), "test");
            return training.run();
        }
    }

    private static void turn(Training training, int times) {
        for (int i = 0; i < times; i++) {
            training.turn();
        }
    }

    private List<Double> rates() {
        return recorder.steps().stream()
                .map(StepCompleted::learningRate)
                .map(LearningRate::value)
                .toList();
    }

    private void assertRates(List<Double> expected) {
        assertThat(rates()).hasSameSizeAs(expected);
        for (int step = 0; step < expected.size(); step++) {
            assertThat(rates().get(step))
                    .as("step %d", step)
                    .isCloseTo(expected.get(step), ROUNDING);
        }
    }

    /** The value of a line from 0.1 to 0.02 over this many steps at one of them. */
    private static double line(double step, double steps) {
        return 0.1 - 0.08 * Math.min(step, steps) / steps;
    }

    @Test
    void keptSchedulesGoToTheirEndAndHoldIt() {
        changed(trainer(linear(0.1, 0.02)), "14", Continuation.KEEP);

        assertRates(steps(14, step -> line(step, 10)));
    }

    @Test
    void stretchedSchedulesArePlannedAnewForTheNewLength() {
        changed(trainer(linear(0.1, 0.02)), "14", Continuation.STRETCH);

        assertRates(steps(14, step -> line(step, step < CHANGED_AT ? 10 : 14)));
    }

    @Test
    void appendedSchedulesBeginOnceMoreAtTheOldEnd() {
        changed(trainer(linear(0.1, 0.02)), "14", Continuation.APPEND);

        assertRates(steps(14, step -> step < 10 ? line(step, 10) : line(step - 10, 4)));
    }

    @Test
    void aRunMayBecomeShorterAndItsLengthMayBeInEpochs() {
        TrainingResult result = changed(trainer(linear(0.1, 0.02)), "1.4ep", Continuation.STRETCH);

        assertThat(result.steps()).isEqualTo(7);
        assertThat(result.ending().reason()).isEqualTo(BuiltIn.COMPLETED);
        assertThat(rates().getLast()).isCloseTo(line(6, 7), ROUNDING);
    }

    @Test
    void whatTheScheduleBringsAlongIsExtendedWithIt() {
        changed(trainer(oneCycle(0.1)), "20", Continuation.STRETCH);
        List<StepCompleted> stretched = recorder.steps().subList(CHANGED_AT, 20);

        recorder.events.clear();
        trainer(oneCycle(0.1)).steps(20).fit(train);

        assertThat(stretched)
                .extracting(StepCompleted::momentum)
                .containsExactlyElementsOf(
                        recorder.steps().subList(CHANGED_AT, 20).stream()
                                .map(StepCompleted::momentum)
                                .toList());
    }

    @Test
    void twoExtensionsAndAReplacementFollowEachOther() {
        try (Training training = trainer(linear(0.1, 0.02)).prepare(train)) {
            turn(training, CHANGED_AT);
            training.request(new Control.Extend("12", Continuation.APPEND), "test");
            training.turn();
            training.request(new Control.Extend("16", Continuation.APPEND), "test");
            turn(training, 9);
            training.request(
                    new Control.ReplaceSchedule(HyperParameter.LEARNING_RATE, "linear(0.05, 0.01)"),
                    "test");
            training.run();
        }
        assertRates(
                steps(
                        16,
                        step ->
                                step < 10
                                        ? line(step, 10)
                                        : step < 12
                                                ? line(step - 10, 2)
                                                : step < 14
                                                        ? line(step - 12, 4)
                                                        : 0.05 - 0.04 * (step - 14) / 2));
    }

    @Test
    void theRatesBeforeAndAfterAreSaid() {
        changed(trainer(linear(0.1, 0.02)), "20", Continuation.STRETCH);

        PlanChanged plan = recorder.all(PlanChanged.class).getFirst();
        assertThat(plan.step()).isEqualTo(CHANGED_AT);
        assertThat(plan.steps()).isEqualTo(20);
        assertThat(plan.rates()).extracting("step").containsExactly(4L, 7L, 9L, 11L, 15L, 19L);
        plan.rates()
                .forEach(rate -> {
                    assertThat(rate.after()).isCloseTo(line((double) rate.step(), 20), ROUNDING);
                    if (rate.step() < PLANNED) {
                        assertThat(rate.before())
                                .isCloseTo(line((double) rate.step(), 10), ROUNDING);
                    } else {
                        assertThat(rate.before()).isNaN();
                    }
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4|      STRETCH| the run has made 4 steps already and cannot be 4 long",
                "10|     APPEND|  nothing can be appended: the run has 10 steps, and 10 is not more; write keep or stretch",
                "20%|    KEEP|    give the length in steps or epochs, such as 2000 or 6ep; got \"20%\"",
                "longer| KEEP|    give the length in steps or epochs, such as 2000 or 6ep; got \"longer\"",
                "14|     KEEP|    the learning rate would be 0 at every step from 10 on; write append, or give another schedule",
                "99999999999|KEEP| the learning rate would be 0 at every step from 10 on; write append, or give another schedule",
                "999999999999|KEEP| a run of 999999999999 steps has 1.000e+12 steps; at most 100,000,000,000 can be planned; give fewer epochs or steps",
            })
    void whatCannotBeIsRefusedAndChangesNothing(
            String length, Continuation continuation, String reason) {
        TrainingResult result = changed(trainer(linear(0.1, 0)), length, continuation);

        assertThat(recorder.refusals()).containsExactly(reason);
        assertThat(result.state()).isEqualTo(trainer(linear(0.1, 0)).fit(train).state());
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatWasOverGoesOnAsIfItHadBeenLongerAndReplaysIdentically(Continuation continuation) {
        Trainer trainer = trainer(linear(0.1, 0.02));
        String whole;
        try (Training training = trainer.prepare(train)) {
            turn(training, PLANNED);
            training.request(new Control.Extend("17", continuation), "test");
            whole = training.run().state();
        }
        trainer.runs(runs, "fox").fit(train);
        Run fox = Run.open(runs.resolve("fox"));

        try (Training training = trainer.runIn(fox).prepare(train)) {
            training.resume(new CheckpointStore(fox.checkpoints(), 1).newest());
            training.change(List.of(new Control.Extend("17", continuation)), "test");
            assertThat(training.run().state()).isEqualTo(whole);
        }
        try (Training training = trainer.prepare(train)) {
            assertThat(Replay.of(fox.validRecord(_ -> {}), training))
                    .isEqualTo(new Replay.Identical(17, Replay.State.COMPARED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fromEveryStepOfALongerRunTheEndIsTheSame(Continuation continuation) {
        Trainer trainer = trainer(oneCycle(0.1));
        String whole = changed(trainer, "17", continuation).state();
        Trainer kept = trainer.checkpointEvery(Span.steps(1)).keep(99);
        changed(kept.runs(runs, "fox"), "17", continuation);
        Run fox = Run.open(runs.resolve("fox"));
        var store = new CheckpointStore(fox.checkpoints(), 99);

        for (long step : store.steps()) {
            try (Training training = kept.runIn(fox).prepare(train)) {
                training.resume(store.at(step));
                assertThat(training.run().state()).as("step %d", step).isEqualTo(whole);
            }
        }
    }

    @Test
    void aRunForkedOrBegunAgainForgetsNoExtension() {
        Trainer trainer = trainer(linear(0.1, 0.02));
        String whole = changed(trainer.runs(runs, "fox"), "14", Continuation.APPEND).state();
        Run fox = Run.open(runs.resolve("fox"));

        try (Training training = trainer.runIn(fox).prepare(train)) {
            training.beginAgain(Optional.empty());
            assertThat(training.run().state()).isEqualTo(whole);
        }
    }

    @Test
    void aForkOfALongerRunKnowsItsLength() {
        Trainer trainer = trainer(linear(0.1, 0.02));
        changed(trainer.runs(runs, "fox"), "17", Continuation.STRETCH);
        recorder.events.clear();
        var store = new CheckpointStore(Run.open(runs.resolve("fox")).checkpoints(), 3);
        try (Training training = trainer.runs(runs, "cub").prepare(train)) {
            training.fork(store.newest());
            training.run();
        }
        assertThat(recorder.all(RunStarted.class).getFirst().extent().steps()).isEqualTo(17);
    }

    @Test
    void keepingASchedulesEndIsRefusedAfterARunThatEndedAtZero() {
        Trainer trainer = trainer(linear(0.1, 0));
        try (Training training = trainer.prepare(train)) {
            turn(training, PLANNED);
            assertThatThrownBy(() ->
                            training.change(
                                    List.of(new Control.Extend("14", Continuation.KEEP)), "test"))
                    .hasMessage(
                            "the learning rate would be 0 at every step from 10 on; write append, or give another schedule");
            assertThat(training.session().end()).isEqualTo(PLANNED);
        }
    }

    private interface Rate {
        double at(int step);
    }

    private static List<Double> steps(int count, Rate rate) {
        return IntStream.range(0, count).mapToObj(rate::at).toList();
    }
}
