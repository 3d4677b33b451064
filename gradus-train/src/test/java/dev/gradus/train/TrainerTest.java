package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.nn.optimizer.Optimizers.momentum;
import static dev.gradus.schedule.named.Schedules.cosine;
import static dev.gradus.schedule.named.Schedules.oneCycle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.nn.Network;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.RatePlan;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.schedule.Horizon;
import dev.gradus.train.plan.TrainingClock;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private final Dataset train = Toys.clouds(23, 1);
    private final Toys.Recorder recorder = new Toys.Recorder();

    @Test
    void everyEventComesInItsPlace() {
        var result =
                Toys.trainer()
                        .validateOn(Toys.clouds(30, 2))
                        .testOn(Toys.clouds(40, 3))
                        .listeners(recorder)
                        .fit(train);

        assertThat(recorder.events.stream().<Class<?>>map(TrainingEvent::getClass).distinct())
                .containsExactly(
                        RunStarted.class,
                        Note.class,
                        StepCompleted.class,
                        EpochCompleted.class,
                        RunEnded.class);
        assertThat(recorder.steps().stream().map(StepCompleted::step))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
        assertThat(recorder.steps().stream().map(StepCompleted::examples).limit(6))
                .containsExactly(5L, 5L, 5L, 5L, 3L, 5L);
        assertThat(recorder.epochs().stream().map(EpochCompleted::step))
                .containsExactly(5L, 10L, 15L);
        var ended = (RunEnded) recorder.events.getLast();
        assertThat(ended.reason()).isEqualTo(BuiltIn.COMPLETED);
        assertThat(ended.state()).isEqualTo(result.state()).startsWith("sha256:").hasSize(71);
        assertThat(ended.test())
                .isEqualTo(result.test())
                .containsOnlyKeys(
                        "loss",
                        "accuracy",
                        "majorityShare",
                        "balancedAccuracy",
                        "macroF1",
                        "auc",
                        "logLoss");
        assertThat(result.steps()).isEqualTo(15);
        assertThat(result.history().loss().size()).isEqualTo(15);
    }

    @Test
    void theFirstEventsSayWhatRunsOnWhat() {
        Toys.trainer().listeners(recorder).fit(train);

        var started = recorder.all(RunStarted.class).getFirst();
        assertThat(started.extent()).isEqualTo(new TrainingEvent.Extent(51, 15, 5));
        assertThat(started.machine().backend()).isEqualTo("java");
        assertThat(started.configuration().values())
                .containsEntry("model", "dense(8) tanh dense(3)")
                .containsEntry("learningRate", "hold(0.1)")
                .containsEntry("optimizer", "sgd")
                .containsEntry("epochs", 3.0)
                .containsEntry("batchSize", 5L);
        assertThat(recorder.all(Note.class).getFirst().text())
                .startsWith("backend java: ")
                .endsWith("(as asked for)");
    }

    @Test
    void theLossOfAnEpochWeighsItsShortBatchRight() {
        Toys.trainer().listeners(recorder).fit(train);

        double sum =
                recorder.steps().stream()
                        .limit(5)
                        .mapToDouble(step -> step.loss() * step.examples())
                        .sum();
        assertThat(recorder.epochs().getFirst().trainLoss()).isCloseTo(sum / 23, within(1e-12));
    }

    @Test
    void fullBatchGradientDescentOnALineEqualsItsClosedForm() {
        float[][] x = {{0}, {1}, {2}, {4}};
        float[][] y = {{1}, {2}, {4}, {9}};
        var line = Network.of(Shape.vector(1), dense(1).initializer(Initializer.constant(0.5)));
        double w = 0.5;
        double b = 0;
        var result =
                Trainer.of(line, meanSquaredError())
                        .backend("java")
                        .learningRate(0.05)
                        .fullBatch()
                        .steps(40)
                        .listeners(recorder)
                        .fit(Dataset.ofValues(Shape.vector(1), x, y));

        for (int step = 0; step < 40; step++) {
            double loss = 0;
            double dw = 0;
            double db = 0;
            for (int i = 0; i < 4; i++) {
                double error = w * x[i][0] + b - y[i][0];
                loss += error * error / 4;
                dw += 2 * error * x[i][0] / 4;
                db += 2 * error / 4;
            }
            assertThat(recorder.steps().get(step).loss()).isCloseTo(loss, within(1e-5));
            assertThat(recorder.steps().get(step).gradientNorm())
                    .isCloseTo(Math.hypot(dw, db), within(1e-5));
            w -= 0.05 * dw;
            b -= 0.05 * db;
        }
        assertThat(result.model().predict(new float[] {10})[0])
                .isCloseTo((float) (10 * w + b), within(1e-4f));
    }

    @ParameterizedTest
    @CsvSource({"23, 1", "100, 1", "1, 23", "22, 2"})
    void everyBatchSizeIsTheSamePath(int batchSize, long stepsPerEpoch) {
        var result = Toys.trainer().batchSize(batchSize).epochs(2).fit(train);

        assertThat(result.steps()).isEqualTo(2 * stepsPerEpoch);
        assertThat(result.ending().reason()).isEqualTo(BuiltIn.COMPLETED);
    }

    @Test
    void aFullBatchIsABatchOfAllExamples() {
        assertThat(Toys.trainer().fullBatch().fit(train).state())
                .isEqualTo(Toys.trainer().batchSize(23).fit(train).state())
                .isNotEqualTo(Toys.trainer().batchSize(22).fit(train).state());
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        var trainer = Toys.trainer().optimizer(adam());

        assertThat(trainer.fit(train).state())
                .isEqualTo(trainer.listeners(recorder).fit(train).state())
                .isNotEqualTo(trainer.seed(2).fit(train).state());
    }

    @Test
    void threadsDoNotChangeTheBits() {
        assertThat(Toys.trainer().threads(3).fit(train).state())
                .isEqualTo(Toys.trainer().fit(train).state());
    }

    @Test
    void everyStepUsesAndReportsTheValueOfItsSchedule() {
        var schedule = cosine(0.1, 0.001);
        Toys.trainer().learningRate(schedule).listeners(recorder).fit(train);

        var curve = schedule.over(new Horizon(15, 5, 5));
        for (StepCompleted step : recorder.steps()) {
            assertThat(step.learningRate().value()).isEqualTo(curve.at(step.step()));
        }
    }

    @Test
    void aOneCycleScheduleBringsItsMomentumUnlessOneIsSaid() {
        var trainer = Toys.trainer().optimizer(momentum(0.5)).learningRate(oneCycle(0.1));

        trainer.listeners(recorder).fit(train);
        assertThat(recorder.steps().getFirst().momentum()).isEqualTo(OptionalDouble.of(0.95));

        recorder.events.clear();
        trainer.momentum(0.7).listeners(recorder).fit(train);
        assertThat(recorder.steps().getFirst().momentum()).isEqualTo(OptionalDouble.of(0.7));
    }

    @Test
    void withoutAScheduleTheOptimizersOwnMomentumIsUsed() {
        Toys.trainer().optimizer(momentum(0.5)).listeners(recorder).fit(train);

        assertThat(recorder.steps())
                .allMatch(step -> step.momentum().equals(OptionalDouble.of(0.5)));
    }

    @Test
    void clippingByNormBoundsTheStepAndReportsTheNormBefore() {
        var first = new Toys.Recorder();
        Toys.trainer().steps(1).listeners(first).fit(train);
        double norm = first.steps().getFirst().gradientNorm();

        var clipped = Toys.trainer().steps(1).clipNorm(norm / 4).listeners(recorder).fit(train);
        var slower = Toys.trainer().steps(1).learningRate(0.1 / 4).fit(train);

        assertThat(recorder.steps().getFirst().gradientNorm()).isEqualTo(norm);
        assertClose(clipped.model(), slower.model());
    }

    @Test
    void slicesAddUpToTheSameUpdate() {
        assertClose(
                Toys.trainer().batchSize(23).sliceSize(4).fit(train).model(),
                Toys.trainer().batchSize(23).fit(train).model());
    }

    @Test
    void measuringIsAnExactAverageAndChangesNothing() {
        Dataset large = Toys.clouds(3000, 5);
        try (var session = Toys.trainer().session(train);
                var finer = Toys.trainer().sliceSize(7).session(train)) {
            session.advance();
            finer.advance();
            String before = session.stateHash();

            var all = session.measure(large);
            double loss =
                    (1000 * session.measure(large.range(0, 1000)).get("loss")
                                    + 2000 * session.measure(large.range(1000, 3000)).get("loss"))
                            / 3000;

            assertThat(all.get("loss")).isCloseTo(loss, within(1e-9));
            assertThat(finer.measure(large).get("accuracy")).isEqualTo(all.get("accuracy"));
            assertThat(session.stateHash()).isEqualTo(before);
        }
    }

    @Test
    void validationDoesNotChangeTraining() {
        assertThat(Toys.trainer().validateOn(Toys.clouds(50, 4)).fit(train).state())
                .isEqualTo(Toys.trainer().fit(train).state());
    }

    @Test
    void aValidationShareIsHeldOutOfTraining() {
        Toys.trainer().validateOn(0.2).listeners(recorder).fit(train);

        long examples = recorder.steps().stream().limit(4).mapToLong(StepCompleted::examples).sum();
        assertThat(examples).isEqualTo(18);
        assertThat(recorder.epochs().getFirst().validation()).containsOnlyKeys("loss", "accuracy");
    }

    @Test
    void validationCanBeRarerButNeverMissesTheEnd() {
        Toys.trainer().epochs(5).validateEvery(2).validateOn(0.2).listeners(recorder).fit(train);

        assertThat(recorder.epochs().stream().map(epoch -> !epoch.validation().isEmpty()))
                .containsExactly(false, true, false, true, true);
    }

    @Test
    void aRunThatEndsWithinAnEpochStillSumsItUp() {
        Toys.trainer().steps(7).validateOn(Toys.clouds(9, 2)).listeners(recorder).fit(train);

        assertThat(recorder.epochs().stream().map(EpochCompleted::step)).containsExactly(5L, 7L);
    }

    @Test
    void aDivergingRunEndsWithThreeThingsToTry() {
        float[][] x = {{1000}, {2000}};
        var result =
                Trainer.of(Network.of(Shape.vector(1), dense(1)), meanSquaredError())
                        .backend("java")
                        .learningRate(1000)
                        .epochs(100)
                        .listeners(recorder)
                        .fit(Dataset.ofValues(Shape.vector(1), x, x));

        assertThat(result.ending().reason()).isEqualTo(BuiltIn.DIVERGED);
        assertThat(result.ending().detail())
                .matches(
                        "the (loss|gradient) became (NaN|Infinity) at step \\d+ \\(epoch \\d+\\) with"
                                + " learning rate 1000; try a lower rate \\(100\\), the gradient's norm clipped to 1,"
                                + " or inputs scaled to about -1 … 1");
        assertThat(recorder.steps()).hasSize(Math.toIntExact(result.steps() + 1));
    }

    @Test
    void timeComesFromTheClock() {
        var now = new AtomicLong();
        var clock =
                new TrainingClock(() -> now.addAndGet(500_000_000), () -> java.time.Instant.EPOCH);

        Toys.trainer().clock(clock).listeners(recorder).fit(train);

        assertThat(recorder.steps()).allMatch(step -> step.seconds() == 0.5);
        assertThat(recorder.all(RunStarted.class).getFirst().at())
                .isEqualTo(java.time.Instant.EPOCH);
    }

    /** What the record warns of, a program hears too. */
    @Test
    void aRateThatRisesToTheEndIsWarnedOf() {
        var warnings = new CopyOnWriteArrayList<String>();
        Toys.trainer()
                .epochs(9)
                .learningRate(RatePlan.parse("cosine(0.01, 10)").schedule())
                .warnings(warnings::add)
                .doubts(_ -> {})
                .listeners(recorder)
                .fit(train);

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("the learning rate: the value rises from 0.01 to ");
        assertThat(recorder.all(Note.class))
                .contains(new Note(0, TrainingEvent.Level.WARNING, warnings.getFirst()));
    }

    /** Such a run has another schedule than it was given: only a warm-up. */
    @ParameterizedTest
    @ValueSource(strings = {"oneCycle(0.01)", "cosine(0.01, 0)"})
    void aScheduleThatNeverStartsIsWarnedOf(String schedule) {
        var warnings = new CopyOnWriteArrayList<String>();
        Toys.trainer()
                .epochs(3)
                .learningRate(RatePlan.parse(schedule + ".warmup(epochs(9))").schedule())
                .warnings(warnings::add)
                .doubts(_ -> {})
                .fit(train);

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("the learning rate: ")
                .contains("never starts: the phases before it take all ");
    }

    @Test
    void aFailingListenerDoesNotDisturbTraining() {
        var warnings = new CopyOnWriteArrayList<String>();
        var result =
                Toys.trainer()
                        .warnings(warnings::add)
                        .listeners(_ -> {
                            throw new IllegalStateException("on purpose");
                        })
                        .fit(train);

        assertThat(warnings).containsExactly("a listener: on purpose; training continues");
        assertThat(result.state()).isEqualTo(Toys.trainer().fit(train).state());
    }

    private static void assertClose(Model one, Model other) {
        for (float[] input : List.of(new float[] {1, 0}, new float[] {-1, 0.5f})) {
            float[] expected = other.predict(input);
            float[] predicted = one.predict(input);
            for (int i = 0; i < expected.length; i++) {
                assertThat(predicted[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }
}
