package dev.gradus.train;

import static dev.gradus.schedule.HyperParameter.LEARNING_RATE;
import static dev.gradus.schedule.HyperParameter.MOMENTUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.LearningRate;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.train.finder.Rule;
import dev.gradus.train.plan.TrainingClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ControlsTest {
    private final Dataset train = Toys.clouds(23, 1);
    private final Toys.Recorder recorder = new Toys.Recorder();

    /** Asks for one control before step 2 and for another before step 4. */
    private TrainingResult run(Trainer trainer, Control first, Control second) {
        try (Training training = trainer.listeners(recorder).prepare(train)) {
            training.turn();
            training.turn();
            training.request(first, "test");
            training.turn();
            training.turn();
            training.request(second, "test");
            return training.run();
        }
    }

    private List<Double> rates() {
        return recorder.steps().stream()
                .map(StepCompleted::learningRate)
                .map(LearningRate::value)
                .toList();
    }

    @Test
    void aRateThatIsSetHoldsUntilReleased() {
        run(
                Toys.trainer().steps(6),
                new Control.Set(LEARNING_RATE, 0.3),
                new Control.Release(LEARNING_RATE));

        assertThat(rates()).containsExactly(0.1, 0.1, 0.3, 0.3, 0.1, 0.1);
        assertThat(recorder.steps().get(2).learningRate().override())
                .isEqualTo(OptionalDouble.of(0.3));
        assertThat(recorder.all(ControlAnswered.class).stream().map(ControlAnswered::step))
                .containsExactly(2L, 4L);
    }

    @Test
    void scalesMultiplyEachOther() {
        run(
                Toys.trainer().steps(6),
                new Control.Scale(LEARNING_RATE, 0.5),
                new Control.Scale(LEARNING_RATE, 0.5));

        assertThat(rates()).containsExactly(0.1, 0.1, 0.05, 0.05, 0.025, 0.025);
        assertThat(recorder.steps().getLast().learningRate().factor()).isEqualTo(0.25);
    }

    @Test
    void aNewScheduleBeginsAtTheNextUpdateAndFillsTheRest() {
        run(
                Toys.trainer().steps(6),
                new Control.ReplaceSchedule(LEARNING_RATE, "linear(0.4, 0)"),
                new Control.Validate());

        assertThat(rates().get(1)).isEqualTo(0.1);
        assertThat(rates().get(2)).isEqualTo(0.4);
        assertThat(rates().get(4)).isCloseTo(0.2, within(0.1));
        assertThat(recorder.refusals().getFirst()).isEqualTo("this run has no validation part");
    }

    /**
     * Set, scaled, or a schedule under an earlier factor: what counts is what updates would use.
     */
    @ParameterizedTest
    @CsvSource({
        "set momentum 1, , momentum must be below 1; got 1.0",
        "scale momentum 1.2, , the momentum as asked is 1.08 at step 2",
        "scale momentum 1.1, schedule momentum 0.95, the momentum as asked is 1.045",
        "scale learningRate 1e300, scale learningRate 1e300, the learning rate as asked is Infinity at step 4"
    })
    void noRequestLeadsToAnUnusableValue(String first, String second, String refusal) {
        run(
                Toys.trainer().steps(6).optimizer(Optimizers.momentum(0.9)).learningRate(1e-300),
                ControlText.parse(first),
                second == null ? new Control.Release(MOMENTUM) : ControlText.parse(second));

        assertThat(recorder.refusals()).hasSize(1);
        assertThat(recorder.refusals().getFirst()).startsWith(refusal);
        assertThat(recorder.steps()).hasSize(6);
    }

    @Test
    void aCoolDownEndsTheRunAtZero() {
        var result =
                run(
                        Toys.trainer().steps(100),
                        new Control.Set(LEARNING_RATE, 0.2),
                        new Control.CoolDown("4"));

        assertThat(result.steps()).isEqualTo(8);
        assertThat(result.ending().reason()).isEqualTo(BuiltIn.COMPLETED);
        assertThat(rates().get(4)).isCloseTo(0.2, within(1e-9));
        assertThat(rates().subList(4, 8)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(rates().getLast()).isLessThan(0.1);
    }

    @Test
    void aStopEndsTheRunAtOnceAndTheStateIsThatOfItsLastStep() {
        var result = run(Toys.trainer(), new Control.Set(LEARNING_RATE, 0.1), new Control.Stop());

        assertThat(result.steps()).isEqualTo(4);
        assertThat(result.ending().reason()).isEqualTo(BuiltIn.STOPPED);
    }

    @Test
    void aPauseWaitsUntilItIsResumedAndChangesNothing() throws InterruptedException {
        TrainingResult undisturbed = Toys.trainer().fit(train);
        try (Training training = Toys.trainer().listeners(recorder).prepare(train)) {
            training.request(new Control.Pause(), "test");
            Thread other =
                    Thread.ofPlatform()
                            .start(() -> {
                                while (recorder.all(ControlAnswered.class).isEmpty()) {
                                    Thread.onSpinWait();
                                }
                                training.request(new Control.Resume(), "test");
                            });
            TrainingResult result = training.run();
            other.join();

            assertThat(result.state()).isEqualTo(undisturbed.state());
        }
    }

    @Test
    void whatCannotBeIsRejectedWithAReasonAndChangesNothing() {
        var result =
                run(
                        Toys.trainer(),
                        new Control.Set(MOMENTUM, 0.5),
                        new Control.ReplaceSchedule(LEARNING_RATE, "linear(0.1, -1)"));

        assertThat(result.state()).isEqualTo(Toys.trainer().fit(train).state());
        assertThat(recorder.refusals())
                .satisfiesExactly(
                        reason ->
                                assertThat(reason).isEqualTo("this run has no momentum to change"),
                        reason ->
                                assertThat(reason)
                                        .startsWith("the learning rate of linear(0.1, -1) is -"));
    }

    @Test
    void validatingOnRequestIsAnsweredWithTheNumbersAndChangesNothing() {
        Trainer trainer = Toys.trainer().validateOn(0.2);
        var result = run(trainer, new Control.Validate(), new Control.Validate());

        List<Answer.Validated> answers = recorder.answers(Answer.Validated.class);
        assertThat(answers).hasSize(2);
        assertThat(answers.getFirst().metrics()).containsOnlyKeys("loss", "accuracy");
        assertThat(answers.getFirst().metrics().get("loss"))
                .isGreaterThan(answers.getLast().metrics().get("loss"));
        assertThat(recorder.all(ControlAnswered.class))
                .extracting(ControlAnswered::step)
                .containsExactly(2L, 4L);
        assertThat(result.state()).isEqualTo(trainer.fit(train).state());
    }

    @Test
    void aPlateauLowersTheRateAndSaysSo() {
        Toys.trainer()
                .epochs(4)
                .controllers(Plateau.plateau().factor(0.5).patience(1).threshold(0.9, 0))
                .listeners(recorder)
                .fit(train);

        assertThat(recorder.steps().stream().skip(5).limit(6).map(s -> s.learningRate().factor()))
                .containsExactly(1.0, 1.0, 1.0, 1.0, 1.0, 0.5);
        assertThat(recorder.all(Note.class).getLast().text())
                .isEqualTo(
                        "plateau(factor=0.5, patience=1, relativeThreshold=0.9) lowered the learning rate");
    }

    @Test
    void aRequestOfAProgramThatIsRefusedIsWarnedOf() {
        var warnings = new CopyOnWriteArrayList<String>();
        try (Training training = Toys.trainer().warnings(warnings::add).prepare(train)) {
            training.turn();
            training.request(new Control.Validate(), "test");
            training.run();
        }
        assertThat(warnings)
                .contains("'validate' (test) was refused: this run has no validation part");
    }

    @Test
    void anInterruptedPauseEndsWithoutAnotherUpdate() {
        try (Training training = Toys.trainer().prepare(train)) {
            training.turn();
            training.request(new Control.Pause(), "test");
            Thread.currentThread().interrupt();
            TrainingResult result = training.run();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(result.ending().reason()).isEqualTo(BuiltIn.INTERRUPTED);
            assertThat(result.steps()).isEqualTo(1);
        }
    }

    @Test
    void anInterruptedThreadEndsTheRunBetweenTwoSteps() {
        try (Training training = Toys.trainer().prepare(train)) {
            training.turn();
            Thread.currentThread().interrupt();
            TrainingResult result = training.run();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(result.ending().reason()).isEqualTo(BuiltIn.INTERRUPTED);
            assertThat(result.steps()).isEqualTo(1);
        }
    }

    @Test
    void aCoolDownFromZeroIsRefusedAndChangesNothing() {
        Trainer trainer = Toys.trainer().steps(6);
        var result = run(trainer, new Control.Set(LEARNING_RATE, 0), new Control.CoolDown("1"));

        assertThat(recorder.refusals())
                .containsExactly(
                        "the learning rate is 0 already and cannot be lowered; write stop");
        assertThat(result.steps()).isEqualTo(6);
        assertThat(rates()).endsWith(0.0, 0.0, 0.0, 0.0);
    }

    @Test
    void aScheduleThatIsRefusedLeavesAHeldRateAlone() {
        try (Training training = Toys.trainer().prepare(train)) {
            training.change(List.of(new Control.Set(LEARNING_RATE, 0.3)), "test");
            var wishes =
                    List.<Control>of(
                            new Control.Release(LEARNING_RATE),
                            new Control.ReplaceSchedule(LEARNING_RATE, "linear(0, 0)"));
            assertThatThrownBy(() -> training.change(wishes, "test"))
                    .hasMessageContaining("0 at every remaining step");
            training.turn();
            assertThat(training.session().learningRate()).isEqualTo(0.3);
        }
    }

    @Test
    void aRefusedRequestTakesThoseBesideItBack() {
        try (Training training = Toys.trainer().steps(4).prepare(train)) {
            var controls =
                    List.<Control>of(
                            new Control.Pause(),
                            new Control.MeasureUpdates(1),
                            new Control.Quit(),
                            new Control.ReplaceSchedule(LEARNING_RATE, "linear(0, 0)"));
            assertThatThrownBy(() -> training.change(controls, "test"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(training.isPaused()).isFalse();
            assertThat(training.isOver()).isFalse();
            training.turn();
            assertThat(training.session().updateRatios().take()).isEmpty();
            assertThat(training.run().steps()).isEqualTo(4);
        }
    }

    @Test
    void aSearchSaysWhatItFoundAndChangesNothing() {
        var result =
                run(Toys.trainer().listeners(recorder), new Control.Find(), new Control.Find());

        List<Answer.Found> answers = recorder.answers(Answer.Found.class);
        assertThat(answers).hasSize(2);
        assertThat(answers.getFirst().suggestions())
                .extracting(Answer.Suggestion::rule)
                .contains(answers.getFirst().rule())
                .hasSize(Rule.values().length);
        assertThat(answers.getFirst().losses())
                .hasSameSizeAs(answers.getFirst().rates())
                .hasSizeGreaterThan(10);
        assertThat(result.state()).isEqualTo(Toys.trainer().fit(train).state());
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPauseIsNoTrainingTime() {
        var nanos = new AtomicLong();
        var clock = new TrainingClock(nanos::get, InstantSource.system());
        Trainer trainer =
                Toys.trainer().clock(clock).stopWhen(StopRule.timeLimit(Duration.ofMinutes(1)));
        try (Training training = trainer.prepare(train)) {
            training.turn();
            training.request(new Control.Pause(), "test");
            Thread.ofVirtual()
                    .start(() -> {
                        while (!training.isPaused()) {
                            Thread.onSpinWait();
                        }
                        sleep(Duration.ofMillis(200)); // the loop is about to look at the clock
                        nanos.addAndGet(Duration.ofHours(1).toNanos());
                        training.request(new Control.Resume(), "test");
                    });
            assertThat(training.run().ending().reason()).isEqualTo(BuiltIn.COMPLETED);
        }
    }
}
