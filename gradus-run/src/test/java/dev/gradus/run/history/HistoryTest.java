package dev.gradus.run.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Examples;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.EventLog;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.PlanChanged;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.history.History.Moment;
import dev.gradus.run.json.Configuration;
import dev.gradus.schedule.HyperParameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

    private static EpochCompleted epoch(long epoch, double loss, Mark... marks) {
        return new EpochCompleted(
                10 * (epoch + 1),
                10 * (epoch + 1),
                epoch,
                loss + 1,
                Map.of("loss", loss),
                Set.of(marks),
                1);
    }

    private static List<TrainingEvent> run() {
        var events = new ArrayList<TrainingEvent>();
        events.add(Examples.events().getFirst());
        for (int step = 0; step < 40; step++) {
            if (step == 13) {
                events.add(
                        Examples.answered(
                                13, new Control.Scale(HyperParameter.LEARNING_RATE, 0.5)));
            }
            events.add(Examples.step(step, step == 7 ? Double.NaN : 1.0 / (step + 1)));
            if (step % 10 == 9) {
                Mark[] marks = step < 20 ? new Mark[] {Mark.BEST} : new Mark[] {Mark.OVERFITTING};
                events.add(epoch(step / 10, 2 - step / 100.0, marks));
            }
        }
        events.add(new Note(40, Level.WARNING, "slow disk"));
        events.add(new Note(40, Level.INFO, "all is well"));
        events.add(Examples.events().getLast());
        return events;
    }

    private static History listeningTo(List<TrainingEvent> events) {
        var history = new History();
        events.forEach(history::on);
        return history;
    }

    @Test
    void readingARecordGivesTheSameHistoryAsListening(@TempDir Path folder) {
        Path file = folder.resolve("events.jsonl");
        try (var log = EventLog.append(file)) {
            run().forEach(log::on);
        }

        assertThat(History.read(file)).usingRecursiveComparison().isEqualTo(listeningTo(run()));
    }

    @Test
    void theNumbersAreTheEvents() {
        History history = listeningTo(run());

        assertThat(history.loss().size()).isEqualTo(39);
        assertThat(history.loss().y(6)).isEqualTo(1.0 / 7);
        assertThat(history.loss().x(7)).isEqualTo(8);
        assertThat(history.momentum().ys()).hasSize(40).containsOnly(0.95);
        assertThat(history.weightDecay().size()).isZero();
        assertThat(history.trainLoss().xs()).containsExactly(10, 20, 30, 40);
        assertThat(history.validation().get("loss").y(3)).isEqualTo(2 - 0.39);
        assertThat(history.best()).contains(epoch(1, 2 - 0.19, Mark.BEST));
        assertThat(history.last()).contains(epoch(3, 2 - 0.39, Mark.OVERFITTING));
        assertThat(history.moments())
                .containsExactly(
                        new Moment(13, "scale learningRate 0.5"),
                        new Moment(30, "over-fitting"),
                        new Moment(40, "slow disk"),
                        new Moment(90, "diverged"));
        assertThat(history.start()).isPresent();
        assertThat(history.end()).isPresent();
    }

    @Test
    void aResumptionForgetsTheStepsThatWereLost() {
        List<TrainingEvent> events = run();
        events.add(new RunResumed(25, 25, Examples.AT, "c", Examples.EXTENT, Examples.MACHINE));
        events.add(Examples.step(25, 3));

        History history = listeningTo(events);

        assertThat(history.loss().size()).isEqualTo(25);
        assertThat(history.loss().y(24)).isEqualTo(3);
        assertThat(history.trainLoss().xs()).containsExactly(10, 20);
        assertThat(history.last()).contains(epoch(1, 2 - 0.19, Mark.BEST));
        assertThat(history.end()).isEmpty();
        assertThat(history.moments())
                .containsExactly(
                        new Moment(13, "scale learningRate 0.5"), new Moment(25, "resumed"));
    }

    @Test
    void smoothingGoesOnAfterAResumptionAsIfNothingHadHappened() {
        List<TrainingEvent> straight = new ArrayList<>(List.of(start(Examples.EXTENT)));
        for (int step = 0; step < 60; step++) {
            straight.add(Examples.step(step, Math.sin(step)));
        }
        var interrupted = new ArrayList<>(straight.subList(0, 46));
        interrupted.add(
                new RunResumed(30, 30, Examples.AT, "c", Examples.EXTENT, Examples.MACHINE));
        interrupted.addAll(straight.subList(31, 61));

        assertThat(listeningTo(interrupted).smoothedLoss().ys())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(listeningTo(straight).smoothedLoss().ys());
    }

    @Test
    void whatWasMeasuredAndFoundOnRequestIsPartOfTheHistory() {
        var history =
                listeningTo(
                        List.of(
                                Examples.step(0, 1),
                                Examples.answered(
                                        1,
                                        new Control.Validate(),
                                        new Answer.Validated(Map.of("loss", 0.5))),
                                Examples.answered(1, new Control.Find(), Examples.answers().get(4)),
                                Examples.step(1, 1),
                                Examples.answered(
                                        2,
                                        new Control.Validate(),
                                        new Answer.Validated(Map.of("loss", 0.25))),
                                new RunResumed(
                                        1,
                                        1,
                                        Examples.AT,
                                        "c",
                                        Examples.EXTENT,
                                        Examples.MACHINE)));

        assertThat(history.validatedOnRequest().get("loss").xs()).containsExactly(1);
        assertThat(history.validatedOnRequest().get("loss").ys()).containsExactly(0.5);
        assertThat(history.searches())
                .singleElement()
                .satisfies(
                        search -> assertThat(search.answer()).isEqualTo(Examples.answers().get(4)));
        assertThat(history.moments())
                .extracting(Moment::text)
                .containsExactly("validate", "find: 0.012", "resumed");
    }

    /** As the record of a run that was that long from the beginning. */
    @ParameterizedTest
    @ValueSource(longs = {40, 400, 1407, 3000})
    void aRunOfAnotherLengthIsSmoothedAsSuitsIt(long steps) {
        var extent = new Extent(10, steps, 10);
        List<TrainingEvent> losses =
                IntStream.range(0, 300)
                        .mapToObj(step -> (TrainingEvent) Examples.step(step, Math.sin(step)))
                        .toList();
        var planned = new ArrayList<TrainingEvent>(List.of(start(extent)));
        planned.addAll(losses);
        var changed = new ArrayList<TrainingEvent>(List.of(start(Examples.EXTENT)));
        changed.addAll(losses.subList(0, 250));
        changed.add(new PlanChanged(250, steps, List.of()));
        changed.addAll(losses.subList(250, 300));
        var resumed = new ArrayList<TrainingEvent>(List.of(start(Examples.EXTENT)));
        resumed.addAll(losses.subList(0, 250));
        resumed.add(new RunResumed(200, 200, Examples.AT, "c", extent, Examples.MACHINE));
        resumed.addAll(losses.subList(200, 300));

        double[] expected = listeningTo(planned).smoothedLoss().ys();
        for (List<TrainingEvent> run : List.of(changed, resumed)) {
            assertThat(listeningTo(run).smoothedLoss().ys())
                    .usingComparatorWithPrecision(1e-12)
                    .containsExactly(expected);
        }
    }

    private static TrainingEvent start(Extent extent) {
        return new RunStarted(
                "r",
                Examples.AT,
                Optional.empty(),
                Configuration.EMPTY,
                1,
                extent,
                Examples.MACHINE);
    }

    @Test
    void stepsAsCsvHaveEveryDigitAndEmptyFieldsForWhatIsAbsent() {
        String csv =
                HistoryCsv.STEPS
                        + HistoryCsv.step(Examples.step(0, 0.1 + 0.2))
                        + HistoryCsv.step((StepCompleted) Examples.events().get(4));

        assertThat(csv)
                .isEqualTo(
                        """
                        step,epoch,loss,learningRate,curve,factor,override,momentum,weightDecay,gradientNorm,examples,seconds
                        0,0,0.30000000000000004,0.0004,0.0004,1.0,,0.95,,1.9,128,0.004
                        9007199254740991,3,NaN,0.003,0.30000000000000004,0.5,0.003,0.95,0.0001,NaN,127,4.9E-324
                        """);
    }

    @Test
    void epochsAsCsvHaveAColumnForEveryMetricThatEverCame() {
        String csv =
                HistoryCsv.epochs(
                        List.of(
                                new EpochCompleted(10, 10, 0, 0.5, Map.of(), Set.of(), 1),
                                new EpochCompleted(
                                        20,
                                        20,
                                        1,
                                        0.4,
                                        Map.of("loss", 0.3),
                                        Set.of(Mark.BEST),
                                        1.5),
                                new EpochCompleted(
                                        30,
                                        30,
                                        2,
                                        0.3,
                                        Map.of("accuracy", 0.9),
                                        Set.of(Mark.OVERFITTING),
                                        2)));

        assertThat(csv)
                .isEqualTo(
                        """
                        epoch,step,trainLoss,validation.loss,validation.accuracy,seconds,best,overfitting
                        0,10,0.5,,,1.0,false,false
                        1,20,0.4,0.3,,1.5,true,false
                        2,30,0.3,,0.9,2.0,false,true
                        """);
    }

    @Test
    void ofThousandsOfMomentsTheTurningPointsAreKeptAndTheOthersCounted() {
        var history = new History();
        history.on(epoch(1, 2, Mark.OVERFITTING));
        for (int step = 0; step < 3000; step++) {
            history.on(
                    Examples.answered(
                            step,
                            new Control.Validate(),
                            new Answer.Validated(Map.of("loss", 0.5))));
        }
        run().stream().filter(RunEnded.class::isInstance).forEach(history::on);

        List<Moment> moments = history.moments();

        assertThat(moments).hasSize(1001);
        assertThat(moments.getFirst().text()).isEqualTo("2,002 lesser marks are left out");
        assertThat(moments.getFirst().step()).isEqualTo(2001);
        assertThat(moments.get(1).text()).isEqualTo("over-fitting");
        assertThat(moments.getLast().text()).isEqualTo("diverged");
    }
}
