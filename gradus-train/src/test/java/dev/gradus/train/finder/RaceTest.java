package dev.gradus.train.finder;

import static dev.gradus.nn.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Network;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.train.finder.Findings.Confidence;
import dev.gradus.train.finder.Race.Course;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RaceTest {
    private static final Course LONG = course(16, 1000, 2.3);

    private static Course course(int runs, long steps, double constantLoss) {
        return new Course(runs, 1, 2, steps, 1000, List.of(constantLoss, constantLoss));
    }

    /** A run whose held-out loss is a parabola of the rate's power of two, as most are. */
    private static Race race(double start, double best, Course course, double noise) {
        var random = new Random(1);
        return race(
                start,
                course,
                rate -> {
                    double away = Math.log(rate / best) / Math.log(2);
                    return 0.5 + 0.02 * away * away + noise * random.nextGaussian();
                });
    }

    private static Race race(double start, Course course, DoubleUnaryOperator loss) {
        return Race.run(
                start,
                course,
                (rate, repeat) -> new Trial(rate, repeat, Map.of("loss", loss.applyAsDouble(rate))),
                _ -> {});
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.004, 0.01, 0.02, 0.2})
    void itClimbsToTheBestRateFromEitherSide(double start) {
        Race race = race(start, 0.01, LONG, 0);
        assertThat(race.isSettled()).isTrue();
        assertThat(((Reading.Suggested) race.answer()).rate()).isBetween(0.0071, 0.0142);
        assertThat(race.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void threeRunsAndThreeRepeatsDoWhereItBeginsAtTheBest() {
        Race race = race(0.01, 0.01, LONG, 0);
        assertThat(race.trials())
                .extracting(Trial::rate)
                .containsExactly(0.01, 0.005, 0.02, 0.01, 0.005, 0.02);
        assertThat(race.trials()).extracting(Trial::repeat).containsExactly(0, 0, 0, 1, 1, 1);
    }

    @Test
    void severalSeedsJudgeEachRateTogether() {
        // The first seed alone would go on to 0.02, and further.
        double[] best = {0.04, 0.005, 0.01, 0.01};
        Race race =
                Race.run(
                        0.01,
                        new Course(48, 4, 4, 1000, 1000, Collections.nCopies(4, 2.3)),
                        (rate, repeat) -> {
                            double away = Math.log(rate / best[repeat]) / Math.log(2);
                            return new Trial(
                                    rate,
                                    repeat,
                                    Map.of("loss", 0.5 + 0.1 * repeat + 0.02 * away * away));
                        },
                        _ -> {});
        assertThat(race.trials()).hasSize(12);
        assertThat(((Reading.Suggested) race.answer()).rate()).isEqualTo(0.01);
        assertThat(race.equallyGood()).containsExactly(0.005, 0.01, 0.02);
    }

    @Test
    void anEdgeThatTheBudgetDoesNotLetItLeaveIsSaid() {
        Race race = race(1e-5, 0.01, course(8, 1000, 2.3), 0);
        assertThat(race.isSettled()).isFalse();
        assertThat(race.confidence()).isEqualTo(Confidence.LOW);
        assertThat(race.trials()).hasSizeLessThanOrEqualTo(8);
        assertThat(race.doubts().getFirst()).contains("edge");
    }

    @Test
    void whatIsEquallyGoodGrowsWithTheNoiseOfTheSeeds() {
        assertThat(race(0.01, 0.01, LONG, 0).equallyGood()).containsExactly(0.01);
        List<Double> noisy = race(0.01, 0.01, LONG, 0.1).equallyGood();
        assertThat(noisy).contains(0.01).hasSizeGreaterThan(1).isSorted();
    }

    @Test
    void shortRunsAreNeverSure() {
        Race race = race(0.01, 0.01, course(16, 100, 2.3), 0);
        assertThat(race.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(race.doubts()).hasSize(1).allMatch(doubt -> doubt.contains("100 steps each"));
    }

    @Test
    void runsThatAllDivergeAreAReasonToGoLowerAndThenNoAnswer() {
        Race saved =
                race(
                        1,
                        LONG,
                        rate -> rate > 0.1 ? Double.NaN : 0.5 + Math.abs(Math.log(rate / 0.03)));
        assertThat(((Reading.Suggested) saved.answer()).rate()).isCloseTo(0.03, within(0.01));
        assertThat(race(1, LONG, _ -> Double.NaN).answer())
                .isInstanceOfSatisfying(
                        Reading.Unusable.class,
                        reading ->
                                assertThat(reading.reason())
                                        .startsWith("all 13 real runs diverged"));
    }

    /** Seed 0 trains everywhere; with seed 1 the rates that are given diverge. */
    private static Race diverging(Course course, double... rates) {
        return Race.run(
                0.01,
                course,
                (rate, repeat) -> {
                    boolean diverges =
                            repeat == 1 && DoubleStream.of(rates).anyMatch(r -> r == rate);
                    double away = Math.log(rate / 0.01) / Math.log(2);
                    return new Trial(
                            rate,
                            repeat,
                            diverges ? Map.of() : Map.of("loss", 0.5 + 0.02 * away * away));
                },
                _ -> {});
    }

    @Test
    void belowACliffItGoesUpAsFarAsIsSafe() {
        // The loss falls right up to a rate at which training breaks down.
        Race race = race(0.01, LONG, rate -> rate > 0.09 ? Double.NaN : 0.01 / rate);
        assertThat(race.trials()).extracting(Trial::rate).contains(0.08, 0.16, 0.11, 0.094);
        // A quarter of a step below the highest rate that trained.
        assertThat(((Reading.Suggested) race.answer()).rate()).isEqualTo(0.067);

        Race higher = race(0.01, LONG, rate -> rate > 0.12 ? Double.NaN : 0.01 / rate);
        assertThat(((Reading.Suggested) higher.answer()).rate()).isEqualTo(0.092);
    }

    @Test
    void whatBreaksDownIsNoMeasureOfTheNoiseOfOthers() {
        double[] chaos = {9, 0.7, 3};
        Race race =
                Race.run(
                        0.01,
                        new Course(48, 3, 3, 1000, 1000, Collections.nCopies(3, Double.NaN)),
                        (rate, repeat) -> {
                            double away = Math.log(rate / 0.01) / Math.log(2);
                            double loss =
                                    rate > 0.015
                                            ? chaos[repeat]
                                            : 0.5 + 0.01 * repeat + 0.1 * away * away;
                            return new Trial(rate, repeat, Map.of("loss", loss));
                        },
                        _ -> {});
        assertThat(race.equallyGood()).containsExactly(0.01);
        assertThat(race.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void furtherSeedsThatPreferAnEdgeAreFollowedBeyondIt() {
        double[] best = {0.01, 0.06, 0.06, 0.06};
        Race race =
                Race.run(
                        0.01,
                        new Course(40, 1, 4, 1000, 1000, Collections.nCopies(4, Double.NaN)),
                        (rate, repeat) -> {
                            double away = Math.log(rate / best[repeat]) / Math.log(2);
                            return new Trial(rate, repeat, Map.of("loss", 0.5 + away * away));
                        },
                        _ -> {});
        assertThat(race.isSettled()).isTrue();
        assertThat(((Reading.Suggested) race.answer()).rate()).isBetween(0.028, 0.057);
    }

    @Test
    void aRepeatThatDivergesTakesNothingFromTheOthers() {
        Race race = diverging(LONG, 0.02);
        // Half a step below the best rate, for the next one may be too much.
        assertThat(((Reading.Suggested) race.answer()).rate()).isEqualTo(0.0071);
        assertThat(race.equallyGood()).containsExactly(0.01);
        assertThat(race.doubts()).hasSize(1).first().asString().contains("at the rate 0.020 some");
    }

    @Test
    void aRateThatDivergedWithASeedGivesWayToOneThatDidNot() {
        Race race = diverging(LONG, 0.01, 0.02);
        assertThat(((Reading.Suggested) race.answer()).rate()).isEqualTo(0.0035);
        assertThat(race.equallyGood()).containsExactly(0.005);
    }

    @Test
    void repeatsThatAllDivergeAreNoDivergenceOfAllRuns() {
        Race race = diverging(LONG, 0.005, 0.01, 0.02);
        assertThat(((Reading.Suggested) race.answer()).rate()).isEqualTo(0.0071);
        assertThat(race.equallyGood()).containsExactly(0.01);
        assertThat(race.confidence()).isEqualTo(Confidence.LOW);
        assertThat(race.doubts()).hasSize(3).allMatch(doubt -> doubt.contains("seeds diverged"));
    }

    /** Whatever diverges, the band has the best rate, is rising, and noise is a number. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theBandIsNeverEmpty(long seed) {
        var random = new Random(seed);
        double divergent = random.nextDouble();
        Race race =
                Race.run(
                        0.01,
                        LONG,
                        (rate, repeat) ->
                                new Trial(
                                        rate,
                                        repeat,
                                        random.nextDouble() < divergent
                                                ? Map.of()
                                                : Map.of("loss", random.nextDouble())),
                        _ -> {});
        boolean anyTrained = race.trials().stream().anyMatch(trial -> !trial.hasDiverged());
        assertThat(race.answer() instanceof Reading.Suggested).isEqualTo(anyTrained);
        if (race.answer() instanceof Reading.Suggested(double best)) {
            List<Double> band = race.equallyGood();
            assertThat(band).isNotEmpty().isSorted();
            assertThat(best).isBetween(band.getFirst() / 1.5, band.getLast() * 1.05);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @Test
    void nothingIsFoundWhereAnAnswerThatIgnoresTheInputsIsAsGood() {
        Race race = race(0.01, 0.01, course(16, 1000, 0.4), 0);
        assertThat(race.answer()).isInstanceOf(Reading.Unusable.class);
        assertThat(race.confidence()).isEqualTo(Confidence.LOW);
        // A small part of the run has not had the time to learn.
        assertThat(race(0.01, 0.01, course(16, 100, 0.4), 0).answer())
                .isInstanceOf(Reading.Suggested.class);
    }

    @Test
    void aBudgetOfSecondsIsCountedInStepsByATable() {
        Network network = Network.of(Shape.vector(100), dense(100), dense(10));
        // 100 · 100 and 100 · 10 products, the first twice and the others three times, 2 each.
        double step = 30e-6 + 32 * 2 * (2 * 10_000 + 3 * 1_000) / 100e9;

        assertThat(Budget.usual().steps(1000, network, 32)).isEqualTo(Math.round(5 / step));
        assertThat(Budget.usual().steps(10_000_000, network, 32)).isEqualTo(3_000_000);
        assertThat(Budget.of(0.5).steps(1000, network, 32)).isEqualTo(500);
        assertThatThrownBy(() -> Budget.of(-1))
                .hasMessage(
                        "the budget of a search is a share of the run, at least 0, such as 0.3; got -1.0");
    }
}
