package dev.gradus.train;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.nn.optimizer.Optimizers.momentum;
import static dev.gradus.nn.optimizer.Optimizers.sgd;
import static dev.gradus.schedule.named.Schedules.cosine;
import static dev.gradus.schedule.named.Schedules.oneCycle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.digits.Mnist;
import dev.gradus.nn.Network;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.train.batch.Passes;
import dev.gradus.train.finder.Budget;
import dev.gradus.train.finder.FinderResult;
import dev.gradus.train.finder.Findings;
import dev.gradus.train.finder.Ladder;
import dev.gradus.train.finder.Race;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.Rule;
import dev.gradus.train.finder.Sweep;
import dev.gradus.train.finder.Sweep.End;
import dev.gradus.train.finder.Sweep.Point;
import dev.gradus.train.finder.Trial;
import dev.gradus.train.finder.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FinderTest {
    private static final Ladder SHORT = Ladder.logarithmic(1e-4, 1, 17);

    private final Dataset train = Toys.clouds(103, 3);

    /** Everything that remembers: normalization, dropout, slots, shuffling. */
    private static Trainer delicate() {
        var network =
                Network.of(Shape.vector(2), dense(8), batchNorm(), relu(), dropout(0.2), dense(3));
        return Trainer.of(network, softmaxCrossEntropy())
                .backend("java")
                .threads(1)
                .optimizer(adam())
                .learningRate(oneCycle(0.05))
                .batchSize(10)
                .epochs(3)
                .seed(7)
                .validateOn(0.2);
    }

    @Test
    void trainingAfterFindingIsTrainingWithoutItBitForBit() {
        Trainer trainer = delicate();
        String without = trainer.fit(train).state();

        Finder.of(trainer).ladder(SHORT).repeats(2).sweep(train);

        assertThat(trainer.fit(train).state()).isEqualTo(without);
    }

    @Test
    void findingFromALiveRunLeavesItAsItIs() {
        Trainer trainer = delicate();
        String without = trainer.fit(train).state();

        try (Training training = trainer.prepare(train)) {
            for (int i = 0; i < 11; i++) {
                training.turn();
            }
            Finder finder = Finder.of(trainer).ladder(SHORT).on(Finder.Measured.VALIDATION);
            Sweep live = finder.from(training.snapshot()).sweep(train).sweeps().getFirst();
            Sweep fresh = finder.sweep(train).sweeps().getFirst();

            assertThat(live.points().getFirst().loss())
                    .isLessThan(fresh.points().getFirst().loss());
            assertThat(training.run().state()).isEqualTo(without);
        }
    }

    @Test
    void aLiveRunWithAnAverageIsSearchedLikeOneWithout() {
        Sweep without = live(delicate());

        assertThat(live(delicate().average(WeightAverage.ema(0.9)))).isEqualTo(without);
    }

    private Sweep live(Trainer trainer) {
        try (Training training = trainer.prepare(train)) {
            for (int i = 0; i < 11; i++) {
                training.turn();
            }
            Finder finder = Finder.of(trainer).ladder(SHORT);
            return finder.from(training.snapshot()).sweep(train).sweeps().getFirst();
        }
    }

    @Test
    void twoSearchesGiveTheSameCurveAndRepeatsOthers() {
        Finder finder = Finder.of(delicate()).ladder(SHORT).repeats(2);

        FinderResult first = finder.sweep(train);

        assertThat(finder.sweep(train)).isEqualTo(first);
        assertThat(first.sweeps()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void everyRateOfTheLadderIsUsedBothEndsIncluded() {
        Sweep sweep = sweep(Finder.of(Toys.trainer()).ladder(SHORT));

        assertThat(sweep.end()).isEqualTo(End.COMPLETED);
        double[] rates = sweep.rates();
        assertThat(rates).hasSize(17).startsWith(1e-4).endsWith(1);
        for (int i = 1; i < rates.length; i++) {
            assertThat(rates[i] / rates[i - 1]).isCloseTo(Math.pow(10, 0.25), within(1e-12));
        }
    }

    @Test
    void theUsualLadderClimbsFromAMillionthToTenInAHundredSteps() {
        assertThat(Ladder.usual()).isEqualTo(Ladder.logarithmic(1e-6, 10, 100));
    }

    @Test
    void parameterGroupsKeepTheirRatios() {
        var steps = new double[2];
        for (int i = 0; i < 2; i++) {
            Trainer grouped = Toys.trainer().groups(new ParameterGroup("*", i == 0 ? 1 : 0.5, 1));
            Ladder ladder =
                    i == 0 ? Ladder.logarithmic(1e-3, 0.1, 20) : Ladder.logarithmic(2e-3, 0.2, 20);
            steps[i] = sweep(Finder.of(grouped).ladder(ladder)).points().getLast().loss();
        }
        assertThat(steps[1]).isCloseTo(steps[0], within(1e-6));
    }

    @Test
    void aPointIsTheMeanOverItsOwnBatchTheShortOneToo() {
        Dataset odd = Toys.clouds(23, 3);
        Ladder still = Ladder.logarithmic(1e-12, 2e-12, 5);
        for (int slice : List.of(256, 2)) {
            Trainer trainer = Toys.trainer().sliceSize(slice);
            List<Point> points =
                    Finder.of(trainer).ladder(still).sweep(odd).sweeps().getFirst().points();
            var passes = new Passes(23, 5);
            double sum = 0;
            for (int step = 0; step < 5; step++) {
                sum += points.get(step).loss() * passes.count(step);
            }
            try (var session = trainer.session(odd)) {
                assertThat(sum / 23)
                        .isCloseTo(session.measure(odd).getOrDefault("loss", 0.0), within(1e-6));
            }
        }
    }

    @Test
    void aSweepThatDivergesEndsAndSaysSo() {
        Sweep sweep = sweep(Finder.of(Toys.trainer()).ladder(Ladder.logarithmic(1e-3, 1e4, 100)));

        assertThat(sweep.end()).isEqualTo(End.DIVERGED);
        assertThat(sweep.end()).hasToString("the loss rose to more than four times its best");
        assertThat(sweep.points()).hasSizeBetween(20, 99);
    }

    @Test
    void aSweepWithoutFiniteLossEndsAndSaysSo() {
        float[][] huge = {{1e18f}, {-1e18f}, {3e18f}};
        Trainer trainer =
                Trainer.of(Network.of(Shape.vector(1), dense(1)), meanSquaredError())
                        .backend("java")
                        .fullBatch();

        FinderResult found =
                Finder.of(trainer).sweep(Dataset.ofValues(Shape.vector(1), huge, huge));
        Sweep sweep = found.sweeps().getFirst();

        assertThat(sweep.end()).isEqualTo(End.NOT_FINITE);
        assertThat(sweep.points()).hasSizeLessThan(100);
        assertThat(found.suggestion()).isInstanceOf(Reading.Unusable.class);
    }

    @Test
    void oneRaggedLossIsNoDivergence() {
        var points = new ArrayList<Point>();
        for (int i = 1; i <= 20; i++) {
            points.add(new Point(i, i == 12 ? 15 : 1));
            assertThat(Sweep.hasDiverged(points)).isFalse();
        }
        points.add(new Point(21, 20));
        assertThat(Sweep.hasDiverged(points)).isTrue();
    }

    @Test
    void theRuleSuitsTheScheduleTheRateWillFeed() {
        Trainer trainer = Toys.trainer();
        assertThat(rule(trainer.learningRate(oneCycle(3)))).isEqualTo(Rule.PEAK);
        assertThat(rule(trainer.learningRate(0.1))).isEqualTo(Rule.CONSTANT);
        assertThat(rule(trainer.learningRate(cosine(0.1)))).isEqualTo(Rule.CONSTANT);
    }

    @Test
    void momentumOfAOneCycleIsHeldAtItsPeak() {
        Trainer cycled = Toys.trainer().optimizer(momentum(0.5)).learningRate(oneCycle(1));
        Trainer held = Toys.trainer().optimizer(momentum(0.85)).learningRate(0.1);

        assertThat(sweep(Finder.of(cycled).ladder(SHORT)))
                .isEqualTo(sweep(Finder.of(held).ladder(SHORT)));
    }

    @Test
    void aTrainerNeedsNeitherRateNorLengthToBeSearchedFor() {
        Trainer bare = Trainer.of(Toys.network(), softmaxCrossEntropy()).optimizer(sgd());

        assertThat(Finder.of(bare.backend("java")).ladder(SHORT).sweep(train).rule())
                .isEqualTo(Rule.CONSTANT);
    }

    @Test
    void validationNeedsAValidationPart() {
        assertThatThrownBy(() -> sweep(Finder.of(Toys.trainer()).on(Finder.Measured.VALIDATION)))
                .hasMessage(
                        "there is no validation part to record the losses of; write .validateOn(0.1), or record TRAINING");
        assertThatThrownBy(() -> Finder.of(Toys.trainer()).repeats(0))
                .hasMessage("repeats must be at least 1, got 0");
    }

    @Test
    void aRealRunIsTheTrainingThatItsRateTypedInWouldBe() {
        Trainer trainer = delicate();

        Verdict found = Finder.of(trainer).search(train, Budget.of(20), new Finder.Watcher() {});

        Race race = found.race().orElseThrow();
        assertThat(race.course().steps()).isEqualTo(race.course().runSteps());
        for (Trial trial : race.trials()) {
            Trainer typed = trainer.learningRate(oneCycle(trial.rate()));
            if (trial.repeat() == 0) {
                assertThat(trial.measured().getOrDefault("loss", 1.0))
                        .isCloseTo(
                                typed.fit(train).validation().getOrDefault("loss", 0.0),
                                within(1e-5));
            }
        }
        assertThat(found.answer())
                .isInstanceOfSatisfying(
                        Reading.Suggested.class,
                        answer ->
                                assertThat(answer.rate())
                                        .isBetween(
                                                found.equallyGood().getFirst() / 1.5,
                                                found.equallyGood().getLast()));
    }

    @Test
    void aSearchFindsTheSameAgainAndCostsTheTrainingNothing() {
        Trainer trainer = delicate();
        String without = trainer.fit(train).state();
        Finder finder = Finder.of(trainer).ladder(SHORT);

        Verdict first = finder.search(train, Budget.of(30), new Finder.Watcher() {});

        assertThat(finder.search(train, Budget.of(30), new Finder.Watcher() {})).isEqualTo(first);
        assertThat(trainer.fit(train).state()).isEqualTo(without);
    }

    @Test
    void aRaceStaysWithinItsBudgetAndSaysWhenThatHasNoRoomForIt() {
        Trainer trainer = delicate().epochs(100);
        for (double share : new double[] {0, 0.1, 0.3, 1, 2}) {
            Verdict found =
                    Finder.of(trainer)
                            .ladder(SHORT)
                            .search(train, Budget.of(share), new Finder.Watcher() {});
            long swept = found.sweeps().sweeps().getFirst().points().size();
            long raced =
                    found.race()
                            .map(race -> race.trials().size() * race.course().steps())
                            .orElse(0L);
            assertThat(swept + raced).isLessThanOrEqualTo(Math.max(swept, found.budget()));
            assertThat(found.race().isPresent()).isEqualTo(share >= 0.3);
            if (found.race().isEmpty()) {
                assertThat(found.confidence()).isEqualTo(Findings.Confidence.LOW);
                assertThat(found.doubts().getLast()).contains("no room for real runs");
            }
        }
    }

    @Test
    void shuffledLabelsAreNotAnswered() {
        var labels = new int[400];
        var inputs = new float[400][2];
        var random = new Random(5);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(3);
            inputs[i][0] = (float) random.nextGaussian();
            inputs[i][1] = (float) random.nextGaussian();
        }
        Dataset shuffled = Dataset.ofLabels(Shape.vector(2), inputs, labels, 3);

        Verdict found =
                Finder.of(delicate()).search(shuffled, Budget.of(20), new Finder.Watcher() {});

        assertThat(found.answer())
                .isInstanceOfSatisfying(
                        Reading.Unusable.class,
                        reading -> assertThat(reading.reason()).contains("may be random"));
        assertThat(found.confidence()).isEqualTo(Findings.Confidence.LOW);
    }

    @Test
    void onDigitsTheSuggestionIsARateThatAdamIsKnownToLike() {
        Dataset digits = Mnist.load().train().range(0, 4000);
        Trainer trainer =
                Trainer.of(
                                Network.of(digits.input(), dense(32), relu(), dense(10)),
                                softmaxCrossEntropy())
                        .backend("java")
                        .optimizer(adam())
                        .learningRate(oneCycle(1))
                        .batchSize(64)
                        .epochs(1)
                        .seed(1);

        FinderResult found = Finder.of(trainer).repeats(3).sweep(digits);

        assertThat(found.sweeps()).allMatch(sweep -> sweep.points().size() > 60);
        assertThat(found.suggestion())
                .isInstanceOfSatisfying(
                        Reading.Suggested.class,
                        suggested -> assertThat(suggested.rate()).isBetween(0.002, 0.1));
        assertThat(found.findings()).hasSize(Rule.values().length);
        assertThat(found.mean().points()).hasSizeGreaterThan(60);
    }

    @Test
    void aNoteStandsOnTheRecord() {
        var recorder = new Toys.Recorder();
        Toys.trainer().note("learning rate from elsewhere").listeners(recorder).fit(train);

        assertThat(recorder.all(Note.class))
                .extracting(Note::text)
                .contains("learning rate from elsewhere");
    }

    private Rule rule(Trainer trainer) {
        return Finder.of(trainer).ladder(SHORT).sweep(train).rule();
    }

    private Sweep sweep(Finder finder) {
        return finder.sweep(train).sweeps().getFirst();
    }
}
