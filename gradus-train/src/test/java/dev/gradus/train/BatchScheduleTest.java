package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.linear;
import static dev.gradus.schedule.text.ScheduleReader.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.schedule.EndPolicy;
import dev.gradus.schedule.Horizon;
import dev.gradus.train.session.TrainingSession;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A schedule drives the size of each step's batch. */
class BatchScheduleTest {
    private final Dataset train = Toys.clouds(23, 1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // an epoch of a span is an epoch of the run, whatever the sizes before
                "3   ep | piecewise(5, at(epochs(1), 10), at(epochs(2), 23)) | 5 5 5 5 3 10 10 3 23",
                "2   ep | hold(5, epochs(1)).then(hold(99))                  | 5 5 5 5 3 23",
                "1   ep | piecewise(4, at(percent(50), 8))                   | 4 4 4 8 3",
                "1   ep | piecewise(4, at(samples(8), 8))                    | 4 4 8 7",
                "1   ep | piecewise(4, at(steps(1), 1), at(steps(2), 15))    | 4 1 1 1 1 15",
                "1.5 ep | piecewise(10, at(epochs(1), 6))                    | 10 10 3 6 6",
                // in a run of steps, a step is a step: 1 + 8·t/9, rounded
                "9      | linear(1, 9)                                       | 1 2 3 4 5 5 3 7 8",
                "7      | hold(9, steps(4)).then(hold(3))                    | 9 9 5 9 3 3 3",
                "4      | hold(5.4)                                          | 5 5 5 5",
            })
    void everyStepTakesWhatIsPlanned(String length, String schedule, String counts) {
        Trainer trainer = Toys.trainer().batchSize(parse(schedule));
        double number = Double.parseDouble(length.replace(" ep", ""));
        var recorder = new Toys.Recorder();
        (length.endsWith("ep") ? trainer.epochs(number) : trainer.steps((long) number))
                .listeners(recorder)
                .fit(train);

        assertThat(recorder.steps().stream().map(step -> Long.toString(step.examples())))
                .containsExactly(counts.split(" "));
    }

    @Test
    void everyEpochHasEveryExampleOnceAndItsOwnNumberOfSteps() {
        var recorder = new Toys.Recorder();
        Toys.trainer().batchSize(linear(3, 13)).epochs(4).listeners(recorder).fit(train);

        for (long epoch = 0; epoch < 4; epoch++) {
            long asked = epoch;
            assertThat(
                            recorder.steps().stream()
                                    .filter(step -> step.epoch() == asked)
                                    .mapToLong(step -> step.examples())
                                    .sum())
                    .isEqualTo(23);
        }
        assertThat(recorder.epochs().stream().map(epoch -> epoch.epoch()))
                .containsExactly(0L, 1L, 2L, 3L);
    }

    /**
     * Gradient descent on (w − 1)² and (w − 3)²: w moves to the mean of a batch by half its way.
     */
    @Test
    void theGradientIsAveragedOverTheBatchThereIs() {
        var data =
                Dataset.ofValues(
                        Shape.vector(1),
                        new float[][] {{0}, {0}, {0}},
                        new float[][] {{3}, {3}, {3}});
        Trainer trainer =
                Trainer.of(Network.of(Shape.vector(1), dense(1)), meanSquaredError())
                        .backend("java")
                        .learningRate(0.25)
                        .steps(5)
                        .batchSize(parse("piecewise(1, at(steps(3), 3))"));
        var recorder = new Toys.Recorder();
        trainer.listeners(recorder).fit(data);

        // the bias halves its distance to 3 in each step, whatever the size: losses 9/4^t
        assertThat(recorder.steps().stream().map(step -> step.loss()))
                .containsExactly(9.0, 2.25, 0.5625, 0.140625, 0.03515625);
    }

    @Test
    void fromEveryStepARunGoesOnAsIfItHadNotStopped() {
        Trainer trainer = Toys.trainer().batchSize(linear(2, 11)).epochs(3).validateOn(0.2);
        TrainingResult whole = trainer.fit(train);
        try (Training first = trainer.prepare(train)) {
            for (long step = 0; step < whole.steps(); step++) {
                try (Training resumed = trainer.prepare(train)) {
                    resumed.restore(first.snapshot());
                    assertThat(resumed.run().state()).as("%d", step).isEqualTo(whole.state());
                }
                first.turn();
            }
        }
    }

    @Test
    void otherSchedulesCountInTheMeanEpoch() {
        Trainer trainer = Toys.trainer().batchSize(parse("piecewise(5, at(epochs(1), 23))"));
        try (TrainingSession session = trainer.epochs(3).session(train)) {
            // 5 + 1 + 1 steps
            assertThat(session.remaining().horizon()).isEqualTo(new Horizon(7, 3, 10));
            assertThat(LongStream.range(0, 3).map(session.passes()::stepsIn))
                    .containsExactly(5L, 1L, 1L);
        }
    }

    @Test
    void aConstantScheduleIsThatBatchSize() {
        assertThat(Toys.trainer().batchSize(hold(7)).fit(train).state())
                .isEqualTo(Toys.trainer().batchSize(7).fit(train).state());
    }

    @Test
    void theLaterChoiceCounts() {
        Trainer planned = Toys.trainer().batchSize(linear(2, 11));

        assertThat(planned.batchSize(7).fit(train).state())
                .isEqualTo(Toys.trainer().batchSize(7).fit(train).state());
        assertThat(planned.fullBatch().fit(train).state())
                .isEqualTo(Toys.trainer().fullBatch().fit(train).state());
    }

    @Test
    void aCoolDownPastThePlannedEndKeepsTheLastSize() {
        var recorder = new Toys.Recorder();
        Trainer trainer =
                Toys.trainer()
                        .batchSize(linear(2, 11).atEnd(EndPolicy.ERROR))
                        .steps(4)
                        .listeners(recorder);
        try (Training training = trainer.prepare(train)) {
            training.turn();
            training.request(new Control.CoolDown("30"), "test");
            assertThat(training.run().steps()).isEqualTo(31);
        }
        assertThat(recorder.steps().getLast().examples()).isIn(9L, 23L - 2 * 9);
    }

    @Test
    void theRecordHasTheSchedule() {
        var recorder = new Toys.Recorder();
        Toys.trainer().batchSize(linear(2, 11)).listeners(recorder).fit(train);

        assertThat(recorder.all(RunStarted.class).getFirst().configuration().values())
                .containsEntry("batchSize", "linear(2, 11)");
    }

    @Test
    void aSizeThatIsNoneIsRefusedBeforeTheFirstStep() {
        for (String schedule : List.of("linear(9, 0)", "hold(0.4)", "law(\"9 - 9*t\")")) {
            assertThatThrownBy(() ->
                            Toys.trainer().steps(20).batchSize(parse(schedule)).prepare(train))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("the batch size( of \\Q" + schedule + "\\E)? is .*")
                    .hasMessageEndingWith(
                            "; it must be finite and come to at least 1 example throughout the run");
        }
    }

    /** The data has 23 examples. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7 | 7", "500 | 23", "linear(3, 8) | 3"})
    void theProgramIsPreparedForTheFirstBatches(String schedule, int first) {
        try (Training training =
                Toys.trainer().steps(20).batchSize(parse(schedule)).prepare(train)) {
            assertThat(training.session().program().options().batchSize()).isEqualTo(first);
        }
    }
}
