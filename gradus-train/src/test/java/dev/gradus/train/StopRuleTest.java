package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.metric.Metrics.accuracy;
import static dev.gradus.schedule.named.Schedules.law;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.Parameters;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.plan.TrainingClock;
import dev.gradus.train.session.Ending;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopRuleTest {
    private final Toys.Recorder recorder = new Toys.Recorder();

    @ParameterizedTest
    @CsvSource({
        "'3 2 2 2', 2, true",
        "'3 2 2 1', 2, false",
        "'3 2 1.5 2 1.4 2', 2, false",
        "'NaN NaN', 2, true",
        "'1 NaN NaN', 2, true",
        "'3 2 1', 1, false",
        "'3 3', 1, true",
    })
    void patienceEndsAfterReportsInARowThatAreNotBetter(String losses, int reports, boolean ends) {
        assertThat(ends(StopRule.patience(reports), "loss", losses)).isEqualTo(ends);
    }

    @ParameterizedTest
    @CsvSource({"'0.5 0.8', false", "'0.5 0.9', true", "'0.95', true", "'NaN', false"})
    void aTargetEndsWhenTheMetricIsAsGood(String accuracies, boolean ends) {
        assertThat(ends(StopRule.target(accuracy(), 0.9), "accuracy", accuracies)).isEqualTo(ends);
    }

    @Test
    void wrongRulesAreRefused() {
        assertThatThrownBy(() -> StopRule.patience(0))
                .hasMessage("patience must be at least 1 report, got 0");
        assertThatThrownBy(() -> StopRule.timeLimit(Duration.ZERO))
                .hasMessage("a time limit must be above 0, got PT0S");
        assertThatThrownBy(() -> StopRule.targetLoss(Double.NaN))
                .hasMessage("the target of loss must be finite, got NaN");
    }

    private static final Dataset DOUBLED =
            Dataset.ofValues(Shape.vector(1), new float[][] {{1}, {2}}, new float[][] {{2}, {4}});

    /** The rate is right for 20 steps, then far too high: the loss rises from there on. */
    private Trainer overshooting(double... epochs) {
        return Trainer.of(Network.of(Shape.vector(1), dense(1).withoutBias()), meanSquaredError())
                .backend("java")
                .learningRate(law("too high at the end", t -> t < 20 ? 0.1 : 0.6))
                .fullBatch()
                .epochs(epochs.length == 0 ? 100 : epochs[0])
                .validateOn(DOUBLED)
                .testOn(DOUBLED)
                .listeners(recorder);
    }

    private static double loss(Model model) {
        double predicted = model.predict(new float[] {1})[0];
        return (1 + 4) / 2.0 * (predicted - 2) * (predicted - 2);
    }

    @Test
    void patienceGivesTheBestParametersBackAndReportsWhatTheyMeasure() {
        var result = overshooting().stopWhen(StopRule.patience(3)).fit(DOUBLED);

        var best = result.history().best().orElseThrow();
        assertThat(result.ending().reason()).isEqualTo(BuiltIn.PATIENCE);
        assertThat(result.ending().detail()).endsWith(" for 3 reports");
        assertThat(result.steps()).isEqualTo(best.step() + 3).isLessThan(100);
        assertThat(loss(result.model())).isCloseTo(best.validation().get("loss"), within(1e-9));
        assertThat(result.reported().parameters()).isEqualTo(Parameters.BEST);
        assertThat(result.reported().step()).isEqualTo(best.step());
        assertThat(result.validation()).containsAllEntriesOf(best.validation());
        assertThat(result.test()).isEqualTo(result.validation());
        assertThat(recorder.all(RunEnded.class))
                .extracting(RunEnded::reported)
                .containsExactly(result.reported());
    }

    @Test
    void trainingEndsWithTheNewestStateWhicheverParametersAreReported() {
        Trainer trainer = overshooting();
        var patient = trainer.stopWhen(StopRule.patience(3)).fit(DOUBLED);
        var limited = trainer.stopWhen(StopRule.stepLimit(patient.steps())).fit(DOUBLED);

        assertThat(patient.state()).isEqualTo(limited.state());
        assertThat(limited.reported().parameters()).isEqualTo(Parameters.NEWEST);
        assertThat(limited.reported().step()).isEqualTo(patient.steps());
        assertThat(limited.test().get("loss"))
                .isEqualTo(limited.validation().get("loss"))
                .isCloseTo(loss(limited.model()), within(1e-6))
                .isGreaterThan(patient.test().get("loss"));
    }

    @Test
    void aRunWithPatienceResultsInTheBestHoweverItEndsByItself() {
        var completed = overshooting(22).stopWhen(StopRule.patience(5)).fit(DOUBLED);
        var limited =
                overshooting().stopWhen(StopRule.patience(5), StopRule.stepLimit(22)).fit(DOUBLED);
        var diverged =
                overshooting().stopWhen(StopRule.patience(1_000_000)).epochs(100_000).fit(DOUBLED);

        for (var result : List.of(completed, limited, diverged)) {
            var best = result.history().best().orElseThrow();
            String why = result.ending().reason().word();
            assertThat(result.reported().parameters()).as(why).isEqualTo(Parameters.BEST);
            assertThat(result.reported().step()).as(why).isEqualTo(best.step());
            assertThat(result.validation()).as(why).containsAllEntriesOf(best.validation());
            assertThat(result.steps()).isGreaterThan(best.step());
        }
        assertThat(completed.ending().reason()).isEqualTo(BuiltIn.COMPLETED);
        assertThat(limited.ending().reason()).isEqualTo(BuiltIn.STEPS);
        assertThat(diverged.ending().reason()).isEqualTo(BuiltIn.DIVERGED);
    }

    @Test
    void theReportedStepIsThatOfTheCheckpointMarkedBest(@TempDir Path folder) {
        var result = overshooting().stopWhen(StopRule.patience(3)).runs(folder).fit(DOUBLED);

        var checkpoints = new CheckpointStore(result.run().orElseThrow().checkpoints(), 1);
        assertThat(checkpoints.best()).hasValue(result.reported().step());
        assertThat(checkpoints.newest().step()).isEqualTo(result.steps());
    }

    @Test
    void aTargetIsReachedByTheNewestParametersAndTheyAreReported() {
        var result =
                overshooting()
                        .stopWhen(StopRule.patience(5), StopRule.targetLoss(0.001))
                        .fit(DOUBLED);

        assertThat(result.ending().reason()).isEqualTo(BuiltIn.TARGET);
        assertThat(result.reported().parameters()).isEqualTo(Parameters.NEWEST);
        assertThat(result.validation().get("loss")).isLessThanOrEqualTo(0.001);
    }

    @Test
    void theBestIsTheBestByTheMetricThatPatienceWaitsFor() {
        var data = Toys.clouds(60, 1);
        var result =
                Toys.trainer()
                        .learningRate(3)
                        .epochs(40)
                        .validateOn(data)
                        .stopWhen(StopRule.patience(30, accuracy()))
                        .listeners(recorder)
                        .fit(data);

        double highest =
                recorder.epochs().stream()
                        .mapToDouble(epoch -> epoch.validation().get("accuracy"))
                        .max()
                        .orElseThrow();
        EpochCompleted first =
                recorder.epochs().stream()
                        .filter(epoch -> epoch.validation().get("accuracy") == highest)
                        .findFirst()
                        .orElseThrow();
        double lowest =
                recorder.epochs().stream()
                        .mapToDouble(epoch -> epoch.validation().get("loss"))
                        .min()
                        .orElseThrow();
        assertThat(first.validation().get("loss")).isGreaterThan(lowest);
        assertThat(result.reported().step()).isEqualTo(first.step());
        assertThat(result.validation().get("accuracy")).isEqualTo(highest);
    }

    @Test
    void aRunStoppedWithinAnEpochReportsWhatItsNewestParametersMeasure() {
        var data = Toys.clouds(23, 1);
        var result = Toys.trainer().validateOn(data).stopWhen(StopRule.stepLimit(7)).fit(data);
        var same = Toys.trainer().steps(7).validateOn(data).fit(data);

        assertThat(result.reported()).isEqualTo(same.reported());
        assertThat(result.reported().step()).isEqualTo(7);
    }

    @Test
    void aTimeLimitEndsAtAStepAndSumsUp() {
        var now = new AtomicLong();
        var clock = new TrainingClock(() -> now.addAndGet(1_000_000_000), () -> Instant.EPOCH);

        var result =
                Toys.trainer()
                        .epochs(1000)
                        .clock(clock)
                        .validateOn(0.2)
                        .stopWhen(StopRule.timeLimit(Duration.ofSeconds(60)))
                        .listeners(recorder)
                        .fit(Toys.clouds(23, 1));

        assertThat(result.ending().reason()).isEqualTo(BuiltIn.TIME);
        assertThat(result.ending().detail()).isEqualTo("the time limit of 1m is reached");
        assertThat(recorder.epochs().getLast().step()).isEqualTo(result.steps());
        assertThat(result.validation()).isNotEmpty();
    }

    @Test
    void aStepLimitEndsARunThatWasPlannedForLonger() {
        var result = Toys.trainer().stopWhen(StopRule.stepLimit(7)).fit(Toys.clouds(23, 1));

        assertThat(result.steps()).isEqualTo(7);
        assertThat(result.ending())
                .isEqualTo(new Ending(BuiltIn.STEPS, "the limit of 7 steps is reached"));
    }

    @Test
    void theBestEpochAndOverFittingAreMarked() {
        var judge = Judge.LOSS;
        double[][] trainAndValidation = {{5, 5}, {4, 4}, {3, 4.5}, {2, 4.6}, {1, 3}, {0.9, 3.1}};
        var marks = new ArrayList<Set<Mark>>();
        Judge.State state = Judge.State.START;
        for (int epoch = 0; epoch < trainAndValidation.length; epoch++) {
            double[] losses = trainAndValidation[epoch];
            state = judge.next(state, epoch, losses[0], Map.of("loss", losses[1]));
            marks.add(Marks.of(state, epoch));
        }

        assertThat(marks)
                .containsExactly(
                        Set.of(Mark.BEST),
                        Set.of(Mark.BEST),
                        Set.of(),
                        Set.of(Mark.OVERFITTING),
                        Set.of(Mark.BEST),
                        Set.of());
    }

    @Test
    void withoutValidationTheTrainingLossIsJudged() {
        Toys.trainer().listeners(recorder).fit(Toys.clouds(23, 1));

        assertThat(recorder.epochs().stream().map(EpochCompleted::marks))
                .allMatch(marks -> marks.contains(Mark.BEST));
    }

    private static boolean ends(StopRule rule, String metric, String values) {
        StopRule.State state = rule.start();
        boolean ends = false;
        for (double value :
                Arrays.stream(values.split(" ")).mapToDouble(Double::valueOf).toArray()) {
            state = rule.next(state, Map.of(metric, value));
            ends |= rule.stops(state, 1, 1);
        }
        return ends;
    }
}
