package dev.gradus.train.parallel;

import static dev.gradus.schedule.named.Schedules.oneCycle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.number.Text;
import dev.gradus.recipe.NonFinitePolicy;
import dev.gradus.recipe.Rounds;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.train.Changes;
import dev.gradus.train.Replay;
import dev.gradus.train.Resume;
import dev.gradus.train.RoundTimes;
import dev.gradus.train.Toys;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.round.LostRound;
import dev.gradus.train.round.ReplicaPlace;
import dev.gradus.train.round.ReplicaWork;
import dev.gradus.train.round.Replicas;
import dev.gradus.train.round.RoundLayout;
import dev.gradus.train.round.RoundPiece;
import dev.gradus.train.round.RoundReport;
import dev.gradus.train.round.RoundResult;
import dev.gradus.train.round.RoundShare;
import dev.gradus.train.round.RoundStart;
import dev.gradus.train.round.ThreadReplicas;
import dev.gradus.train.session.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicatedTrainingTest {
    private static final Rounds.Outer AVERAGE = new Rounds.Outer.Average();
    private static final Rounds.Outer NESTEROV = new Rounds.Outer.Nesterov(0.7, 0.9);

    @TempDir private Path runs;
    private final Dataset train = Toys.clouds(73, 1);

    private static Rounds rounds(int updates) {
        return new Rounds(updates, AVERAGE, Rounds.Inner.KEEP);
    }

    private static Trainer trainer() {
        return Toys.statefulTrainer()
                .optimizer(Optimizers.adamw())
                .learningRate(oneCycle(0.05))
                .validateOn(0.2)
                .epochs(3);
    }

    /** Recomputed with replicas of the test's own, one after the other. */
    @Test
    void theFirstRoundIsTheMeanOfWhatTheReplicasComeTo() {
        Trainer trainer = trainer().replicas(3, rounds(2));
        StateValues averaged;
        try (Training training = trainer.prepare(train)) {
            training.turn();
            assertThat(training.session().step()).isEqualTo(6);
            averaged = StateValues.of(training.session().program());
        }
        var alone = new ArrayList<StateValues>();
        for (int replica = 0; replica < 3; replica++) {
            try (Training training = trainer().prepare(train)) {
                for (int update = 0; update < 2; update++) {
                    training.session().advanceAt(3L * update + replica, 2L * replica + update);
                }
                alone.add(StateValues.of(training.session().program()));
            }
        }

        for (int e = 0; e < averaged.entries().size(); e++) {
            for (int i = 0; i < averaged.values(e).length; i++) {
                double sum = 0;
                for (StateValues values : alone) {
                    sum += values.values(e)[i];
                }
                assertThat(averaged.values(e)[i]).isEqualTo((float) (sum / 3), within(1e-7f));
            }
        }
    }

    /** v ← μv + Δ, θ ← θ − η(Δ + μv), from the mean of a run that averages. */
    @Test
    void theOuterUpdateIsNesterovsAlongTheMeanChange() {
        float[] start = weights(trainer(), 0);
        float[] mean = weights(trainer().replicas(2, rounds(3)), 1);
        float[] outer =
                weights(trainer().replicas(2, new Rounds(3, NESTEROV, Rounds.Inner.KEEP)), 1);

        for (int i = 0; i < start.length; i++) {
            double change = (double) start[i] - mean[i];
            assertThat((double) outer[i])
                    .isEqualTo(start[i] - 0.7 * (change + 0.9 * change), within(1e-6));
        }
    }

    private float[] weights(Trainer trainer, int turns) {
        try (Training training = trainer.prepare(train)) {
            for (int turn = 0; turn < turns; turn++) {
                training.turn();
            }
            return StateValues.of(training.session().program()).values(0);
        }
    }

    static Stream<Rounds> allRounds() {
        return Stream.of(AVERAGE, NESTEROV)
                .flatMap(outer ->
                        Stream.of(Rounds.Inner.values()).map(inner -> new Rounds(2, outer, inner)));
    }

    @ParameterizedTest
    @MethodSource("allRounds")
    void theScheduleCountsTheUpdatesOfAllReplicas(Rounds rounds) {
        var plain = new Toys.Recorder();
        trainer().listeners(plain).fit(train);
        var replicated = new Toys.Recorder();
        trainer().replicas(3, rounds).listeners(replicated).fit(train);

        assertThat(replicated.steps()).extracting(StepCompleted::step).isSorted();
        assertThat(replicated.steps())
                .extracting(StepCompleted::learningRate)
                .isEqualTo(plain.steps().stream().map(StepCompleted::learningRate).toList());
        assertThat(replicated.steps().stream().mapToLong(StepCompleted::examples).sum())
                .isEqualTo(plain.steps().stream().mapToLong(StepCompleted::examples).sum());
    }

    @ParameterizedTest
    @MethodSource("allRounds")
    void fromTheEndOfEveryRoundTheEndIsTheSame(Rounds rounds) {
        Trainer trainer = trainer().replicas(3, rounds);
        TrainingResult whole = trainer.fit(train);
        try (Training first = trainer.prepare(train)) {
            while (!first.isOver()) {
                Snapshot snapshot = first.snapshot();
                try (Training resumed = trainer.prepare(train)) {
                    resumed.restore(snapshot);
                    assertThat(resumed.run().state())
                            .as("from step %d", snapshot.step())
                            .isEqualTo(whole.state());
                }
                first.turn();
            }
            assertThat(first.run().state()).isEqualTo(whole.state());
        }
    }

    /**
     * A replica is lost in each round, and its share trained again by another; reports come in the
     * wrong order, and are averaged piece by piece.
     */
    @ParameterizedTest
    @MethodSource("allRounds")
    void lostReplicasTheOrderOfReportsAndPiecesChangeNothing(Rounds rounds) {
        Trainer trainer = trainer().replicas(4, rounds);

        String whole = trainer.fit(train).state();
        for (int pieces : List.of(1, 3, 7, 1000)) {
            ReplicaPlace place =
                    (count, layout, maker) -> new Fragile(count, layout, maker, pieces);
            assertThat(trainer.replicasOn(place).fit(train).state())
                    .as("%d pieces", pieces)
                    .isEqualTo(whole);
        }
    }

    /** Loses a replica in each round after it has trained. */
    private static final class Fragile implements Replicas {
        private final Supplier<ReplicaWork> maker;
        private final List<ReplicaWork> replicas = new ArrayList<>();

        private final RoundLayout layout;
        private final int pieces;

        /** Averages in as many pieces. */
        Fragile(int count, RoundLayout layout, Supplier<ReplicaWork> maker, int pieces) {
            this.maker = maker;
            this.layout = layout;
            this.pieces = pieces;
            IntStream.range(0, count).forEach(_ -> replicas.add(maker.get()));
        }

        @Override
        public RoundResult train(RoundStart start, List<RoundShare> shares) {
            var reports = new ArrayList<RoundReport>();
            for (RoundShare share : shares.reversed()) {
                int lost = (int) (share.firstStep() % replicas.size());
                RoundReport report = replicas.get(share.replica()).train(start, share);
                if (share.replica() == lost) {
                    replicas.get(lost).close();
                    replicas.set(lost, maker.get());
                    report = replicas.get(lost).train(start, share);
                }
                reports.add(report);
            }
            return averaged(reports);
        }

        private RoundResult averaged(List<RoundReport> reports) {
            List<RoundPiece> cut = layout.pieces(pieces);
            List<List<RoundReport>> parts =
                    reports.stream().map(report -> report.cut(cut)).toList();
            return RoundResult.joined(
                    layout,
                    cut,
                    IntStream.range(0, pieces)
                            .mapToObj(i ->
                                    RoundResult.of(
                                            cut.get(i),
                                            parts.stream().map(part -> part.get(i)).toList()))
                            .toList());
        }

        @Override
        public String place() {
            return "on thin ice";
        }

        @Override
        public void close() {
            replicas.forEach(ReplicaWork::close);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aCheckpointContinuesWithAnotherNumberOfReplicasAndSaysSo(int others) {
        Rounds rounds = new Rounds(2, NESTEROV, Rounds.Inner.KEEP);
        TrainingResult stopped;
        try (Training first = trainer().replicas(3, rounds).runs(runs).prepare(train)) {
            first.turn();
            first.turn();
            first.request(new Control.Quit(), "test");
            stopped = first.run();
        }
        Run run = stopped.run().orElseThrow();
        var recorder = new Toys.Recorder();
        try (Training second =
                trainer().replicas(others, rounds).runIn(run).listeners(recorder).prepare(train)) {
            Resume.goOn(second, run, Changes.REFUSED);
            TrainingResult ended = second.run();

            assertThat(ended.steps()).isEqualTo(second.session().end());
        }
        assertThat(recorder.all(TrainingEvent.Note.class))
                .extracting(TrainingEvent.Note::text)
                .contains(
                        Text.of(
                                "the run continues with another number of replicas (%d, it was 3), so its further bits differ from those with as many as before",
                                others));
        assertThat(recorder.steps().getFirst().step()).isEqualTo(12);
    }

    /** As on a cluster whose processes end with the command, by Ctrl-C. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aLostRoundEndsTheRunWhereItCanBeResumedToTheSameBits(int rounds) {
        Trainer trainer = trainer().replicas(3, rounds(2));
        TrainingResult lost =
                trainer.replicasOn((count, layout, maker) ->
                                new Fleeting(ThreadReplicas.open(count, layout, maker), rounds))
                        .runs(runs)
                        .fit(train);

        assertThat(lost.ending().isInterrupted()).isTrue();
        assertThat(lost.ending().detail()).isEqualTo("the cluster is gone");
        assertThat(lost.steps()).isEqualTo(6L * rounds);
        Run run = lost.run().orElseThrow();
        try (Training again = trainer.runIn(run).prepare(train)) {
            Resume.goOn(again, run, Changes.REFUSED);
            assertThat(again.session().step()).isEqualTo(6L * rounds);
            assertThat(again.run().state()).isEqualTo(trainer.fit(train).state());
        }
    }

    /** Trains some rounds, and is gone in the next. */
    private static final class Fleeting implements Replicas {
        private final Replicas replicas;
        private int left;

        Fleeting(Replicas replicas, int rounds) {
            this.replicas = replicas;
            this.left = rounds;
        }

        @Override
        public RoundResult train(RoundStart start, List<RoundShare> shares) {
            RoundResult result = replicas.train(start, shares);
            if (left-- == 0) {
                throw new LostRound("the cluster is gone", new IllegalStateException());
            }
            return result;
        }

        @Override
        public String place() {
            return "on thin ice";
        }

        @Override
        public void close() {
            replicas.close();
        }
    }

    /** 7 is neither a number of rounds nor of updates of all replicas together. */
    @Test
    void aRunThatEndsAfterSomeStepsEndsThereInTheMiddleOfARound() {
        TrainingResult result =
                trainer()
                        .replicas(2, rounds(5))
                        .stopWhen(new StopRule.StepLimit(7), new StopRule.StepLimit(100))
                        .fit(train);

        assertThat(result.steps()).isEqualTo(7);
    }

    @Test
    void aRequestToMeasureUpdatesIsRefused() {
        var recorder = new Toys.Recorder();
        try (Training training =
                trainer().replicas(2, rounds(5)).listeners(recorder).prepare(train)) {
            training.request(new Control.MeasureUpdates(2), "test");
            training.run();
        }

        assertThat(recorder.refusals())
                .singleElement()
                .asString()
                .startsWith("updateRatios cannot be measured in a run with replicas");
    }

    @Test
    void aRunWithReplicasIsReplayed() {
        Trainer trainer = trainer().replicas(2, rounds(4));
        Run run = trainer.runs(runs).fit(train).run().orElseThrow();
        try (Training again = trainer.prepare(train)) {
            assertThat(Replay.of(run.validRecord(_ -> {}), again))
                    .isInstanceOf(Replay.Identical.class);
        }
        try (Training other = trainer.seed(9).prepare(train)) {
            assertThat(Replay.of(run.validRecord(_ -> {}), other))
                    .isInstanceOfSatisfying(
                            Replay.Differs.class,
                            differs -> assertThat(differs.step()).isEqualTo(7));
        }
    }

    @Test
    void whatRoundsTakeIsMeasured() {
        RoundTimes times = RoundTimes.measured(trainer(), 1, Rounds.Inner.KEEP, train);

        assertThat(times.update()).isBetween(0.0, 1.0);
        assertThat(times.round()).isBetween(0.0, 1.0);
        var known = new RoundTimes(0.001, 0.002);
        assertThat(known.updatesFor(0.05)).isEqualTo(38, within(1e-9));
        assertThat(known.share(38)).isEqualTo(0.05, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6})
    void aClusterThatIsLostWhileRoundsAreMeasuredIsNotCalledAShortRun(int rounds) {
        Trainer lost =
                trainer()
                        .replicasOn((count, layout, maker) ->
                                new Fleeting(ThreadReplicas.open(count, layout, maker), rounds));

        assertThatThrownBy(() -> RoundTimes.measured(lost, 1, Rounds.Inner.KEEP, train))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the cluster is gone");
    }

    @Test
    void roundsAndOuterRateAreOnRecord() {
        var recorder = new Toys.Recorder();
        trainer()
                .replicas(2, new Rounds(5, NESTEROV, Rounds.Inner.RESET))
                .listeners(recorder)
                .fit(train);

        assertThat(recorder.all(TrainingEvent.RunStarted.class).getFirst().configuration().values())
                .containsEntry("replicas", 2L)
                .containsEntry("rounds", "nesterov(5, 0.7, 0.9) reset");
        assertThat(recorder.all(TrainingEvent.Note.class))
                .extracting(TrainingEvent.Note::text)
                .contains(
                        "2 replicas on threads of this process: after 5 updates of each their mean change is a gradient for an outer update with rate 0.7 and momentum 0.9; what their optimizers remember is reset. Update h of replica r in a round that begins at update t is update t + 2h + r of the schedule, and rounds end with the epoch. If a number is not finite, all updates of its round are void");
    }

    @Test
    void aLossThatIsNotFiniteEndsTheRunWhereItWas() {
        var recorder = new Toys.Recorder();
        TrainingResult result =
                Toys.trainer()
                        .learningRate(1e38)
                        .epochs(20)
                        .replicas(3, rounds(4))
                        .listeners(recorder)
                        .fit(train);

        assertThat(result.ending().isDiverged()).isTrue();
        assertThat(recorder.steps().getLast().loss()).isNotFinite();
        assertThat(recorder.steps()).extracting(StepCompleted::step).isSorted();
        assertThat(recorder.steps())
                .filteredOn(step -> Double.isFinite(step.loss()))
                .hasSize((int) result.steps());
        assertThat(result.steps()).isEqualTo(recorder.steps().getLast().step());
        assertThat(result.steps() % 12).as("%d is the end of a round", result.steps()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 9})
    void replicasWithoutWorkAreCounted(int count) {
        var recorder = new Toys.Recorder();
        int updates = 4;
        trainer().replicas(count, rounds(2)).batchSize(15).listeners(recorder).fit(train);

        List<String> idle =
                recorder.all(TrainingEvent.Note.class).stream()
                        .map(TrainingEvent.Note::text)
                        .filter(text -> text.contains("without work"))
                        .toList();
        assertThat(idle).hasSize(count > updates ? 1 : 0);
        assertThat(idle).allMatch(text -> text.contains(count - updates + " of " + count));
    }

    @Test
    void whatReplicasCannotTrainIsRefused() {
        assertThatThrownBy(() ->
                        trainer()
                                .replicas(2, rounds(2))
                                .average(WeightAverage.ema(0.9))
                                .prepare(train))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an average of the weights is that of one network, and replicas have one each, which rounds do not bring together; leave the average (--average) out, or train one replica with rounds of average(N)");
        assertThatThrownBy(() ->
                        trainer()
                                .replicas(2, rounds(2))
                                .whenNotFinite(NonFinitePolicy.skip(3))
                                .prepare(train))
                .hasMessage(
                        "a run with replicas stops where a loss or gradient is not finite; leave nonFinite out");
        assertThatThrownBy(() -> trainer().replicas(2, rounds(2)).updateRatios(5).prepare(train))
                .hasMessageStartingWith("updateRatios cannot be measured in a run with replicas");
        assertThatThrownBy(() ->
                        trainer()
                                .optimizer(Optimizers.dAdaptSgd(0.9))
                                .replicas(2, rounds(4))
                                .prepare(train))
                .hasMessageContaining("choose another optimizer, such as dAdaptAdam");
        assertThatThrownBy(() ->
                        trainer()
                                .optimizer(Optimizers.prodigy())
                                .replicas(2, new Rounds(4, AVERAGE, Rounds.Inner.RESET))
                                .prepare(train))
                .hasMessageContaining("finds its rate from what it remembers");
        assertThatThrownBy(() ->
                        trainer()
                                .optimizer(Optimizers.scheduleFreeAdamw())
                                .replicas(2, new Rounds(4, NESTEROV, Rounds.Inner.KEEP))
                                .prepare(train))
                .hasMessageEndingWith(
                        "keeps weights of its own, which are averaged with the others: write rounds as average(4)");
    }
}
