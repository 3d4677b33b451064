package dev.gradus.train.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.train.finder.Findings.Confidence;
import dev.gradus.train.finder.Sweep.End;
import dev.gradus.train.finder.Sweep.Point;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sweeps whose right answer is known, made of formulas. */
class SyntheticSweepsTest {
    private static final Ladder LADDER = Ladder.usual();
    private static final Circumstances USUAL =
            new Circumstances(10_000, 100, 0.1, OptionalDouble.of(2.3));

    /** Level, down between 10^-4 and 10^-1.5, and up like a wall behind. */
    private static double valley(double decade) {
        if (decade < -4) {
            return 2.35;
        }
        return decade < -1.5 ? 2.35 - 0.6 * (decade + 4) : 0.85 + 3 * (decade + 1.5);
    }

    private static double memorized(double decade) {
        return decade < -4 ? 0.7 : decade < -2 ? 0.35 * (-2 - decade) : 0;
    }

    @ParameterizedTest
    @EnumSource
    void aLossThatNeverRisesAgainHasFoundNothing(Rule rule) {
        assertThat(rule.read(sweep(SyntheticSweepsTest::memorized, End.COMPLETED)))
                .isInstanceOfSatisfying(
                        Reading.Unusable.class,
                        reading ->
                                assertThat(reading.reason())
                                        .startsWith(
                                                "the loss never rises again: it falls to 0.000"));
    }

    @Test
    void aWallThatTheSweepRanIntoIsARise() {
        Sweep stopped =
                sweep(
                        decade -> decade < -1 ? valley(Math.min(decade, -1.6)) : Double.NaN,
                        End.NOT_FINITE);
        assertThat(Rule.PEAK.read(stopped)).isInstanceOf(Reading.Suggested.class);
        assertThat(Reach.of(stopped)).isEqualTo(Reach.FITS);
    }

    @Test
    void runsBeginNearTheUsualRateUnlessSweepsBreakDownThere() {
        var adam = Optimizer.parse("adam");
        var plain =
                new FinderResult(
                        List.of(sweep(SyntheticSweepsTest::valley, End.COMPLETED)),
                        Rule.PEAK,
                        USUAL);
        double swept = ((Reading.Suggested) plain.suggestion()).rate();
        assertThat(SafeRate.near(plain, adam))
                .isCloseTo(Math.cbrt(swept * 0.02 * 0.02), within(1e-12));

        // Inputs that are not standardized: all is a hundred times lower.
        var low =
                new FinderResult(
                        List.of(
                                sweep(
                                        decade ->
                                                decade < -3.5
                                                        ? valley(Math.min(decade + 2.5, -1.6))
                                                        : Double.NaN,
                                        End.NOT_FINITE)),
                        Rule.CONSTANT,
                        USUAL);
        assertThat(SafeRate.near(low, adam)).isBetween(5e-5, 1e-4);

        var nothing =
                new FinderResult(List.of(sweep(_ -> 2.3, End.COMPLETED)), Rule.CONSTANT, USUAL);
        assertThat(SafeRate.near(nothing, adam)).isEqualTo(SafeRate.of(adam, Rule.CONSTANT));
    }

    @Test
    void fewExamplesThatWereNotLearnedNeedLargerRatesAndMemorizedOnesDoNot() {
        var tiny = new Circumstances(10_000, 100, 20, OptionalDouble.of(0.7));
        Sweep level = sweep(_ -> 0.75, End.COMPLETED);
        assertThat(new FinderResult(List.of(level), Rule.PEAK, tiny).reach())
                .isEqualTo(Reach.ENDS_TOO_LOW);
        Sweep learned = sweep(SyntheticSweepsTest::memorized, End.COMPLETED);
        assertThat(new FinderResult(List.of(learned), Rule.PEAK, tiny).reach())
                .isEqualTo(Reach.FITS);
    }

    @Test
    void aSweepSaysWhereItShouldBeginAndEnd() {
        assertThat(Reach.of(sweep(SyntheticSweepsTest::valley, End.COMPLETED)))
                .isEqualTo(Reach.FITS);
        assertThat(Reach.of(sweep(decade -> 4 + Math.max(decade, -7), End.COMPLETED)))
                .isEqualTo(Reach.STARTS_TOO_HIGH);
        assertThat(Reach.of(sweep(decade -> valley(decade / 3 - 2.3), End.COMPLETED)))
                .isEqualTo(Reach.ENDS_TOO_LOW);
        assertThat(Reach.of(sweep(_ -> 2.3, End.COMPLETED))).isEqualTo(Reach.ENDS_TOO_LOW);
        assertThat(Reach.of(sweep(decade -> Math.abs(decade + 5), End.DIVERGED)))
                .isEqualTo(Reach.STARTS_TOO_HIGH);
        assertThat(Reach.of(new Sweep(List.of(new Point(1, 3)), End.NOT_FINITE)))
                .isEqualTo(Reach.STARTS_TOO_HIGH);
    }

    @Test
    void aSlopeThatBatchesHideInMostSingleSweepsShowsInTheirMean() {
        long hidden = 0;
        for (long seed = 0; seed < 10; seed++) {
            List<Sweep> sweeps = noisy(decade -> 1 + 0.15 * valley(decade), 0.2, seed, 12);
            hidden += sweeps.stream().filter(each -> isUnusable(Rule.PEAK.read(each))).count();
            Reading answer = new FinderResult(sweeps, Rule.PEAK, USUAL).suggestion();
            assertThat(answer).as("seed " + seed).isInstanceOf(Reading.Suggested.class);
            assertThat(((Reading.Suggested) answer).rate()).as("seed " + seed).isBetween(1e-4, 0.3);
        }
        assertThat(hidden).isGreaterThan(60);
    }

    @Test
    void noiseHasNoSlopeHoweverOftenItIsSwept() {
        long answered =
                LongStream.range(0, 50)
                        .mapToObj(seed -> noisy(_ -> 1, 0.2, seed, 3))
                        .map(sweeps -> new FinderResult(sweeps, Rule.PEAK, USUAL).suggestion())
                        .filter(reading -> !isUnusable(reading))
                        .count();
        assertThat(answered).isLessThanOrEqualTo(2);
    }

    @Test
    void oneSweepThatBreaksOffAtOnceDoesNotSpoilTheOthers() {
        Sweep whole = sweep(SyntheticSweepsTest::valley, End.COMPLETED);
        Sweep broken = new Sweep(List.of(new Point(1e-6, Double.NaN)), End.NOT_FINITE);
        var found = new FinderResult(List.of(whole, broken, whole), Rule.PEAK, USUAL);
        assertThat(found.mean().points()).hasSize(100);
        assertThat(found.suggestion()).isEqualTo(Rule.PEAK.read(whole));
        assertThat(found.findings(Rule.PEAK).confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @ParameterizedTest
    @CsvSource({
        // run, passes, constant loss, the lowest of this sweep being 0.94
        "10000, 0.1, 2.3, HIGH, ''",
        "99, 0.1, 2.3, MEDIUM, 'a sweep of 100 steps is longer than the run of 99'",
        "10000, 1.6, 2.3, MEDIUM, 'a sweep goes 2 times over these few examples'",
        "10000, 0.1, 0.86, LOW, 'the loss falls to 0.9'",
        "99, 20, 0.6, LOW, 'a sweep'",
    })
    void whatSpeaksAgainstAnAnswerLowersItsConfidence(
            long run, double passes, double constant, Confidence confidence, String doubt) {
        Sweep sweep = sweep(SyntheticSweepsTest::valley, End.COMPLETED);
        var circumstances = new Circumstances(run, 100, passes, OptionalDouble.of(constant));
        var found = new FinderResult(List.of(sweep, sweep, sweep), Rule.PEAK, circumstances);

        assertThat(found.findings(Rule.PEAK).confidence()).isEqualTo(confidence);
        assertThat(found.doubts().isEmpty()).isEqualTo(doubt.isEmpty());
        assertThat(String.join("\n", found.doubts())).startsWith(doubt);
    }

    @Test
    void theLossOfAConstantAnswerIsWhatItsFormulaSays() {
        Dataset classes =
                Dataset.ofLabels(Shape.vector(1), new float[4][1], new int[] {0, 0, 0, 1}, 2);
        double shares = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        assertConstant(Losses.softmaxCrossEntropy(), classes, shares);
        assertConstant(Losses.binaryCrossEntropy(), classes, shares);
        assertConstant(Losses.meanSquaredError(), classes, 0.75 * 0.25);
        assertConstant(Losses.quadratic(), classes, 0.75 * 0.25);
        // Weights 1 and 3 make both classes as likely.
        assertConstant(Losses.softmaxCrossEntropy().classWeights(1.0, 3.0), classes, Math.log(2));
        // Smoothing by 0.2 makes the shares 0.7 and 0.3.
        assertConstant(
                Losses.softmaxCrossEntropy().labelSmoothing(0.2),
                classes,
                -0.7 * Math.log(0.7) - 0.3 * Math.log(0.3));

        float[][] targets = {{0, 1}, {0, 1}, {0, 1}, {8, 5}};
        Dataset values = Dataset.ofValues(Shape.vector(1), new float[4][1], targets);
        assertConstant(Losses.meanSquaredError(), values, (12 + 3) / 2.0);
        assertConstant(Losses.meanAbsoluteError(), values, (2 + 1) / 2.0);
        assertConstant(Losses.quadratic(), values, (12 + 3) / 2.0);
        assertConstant(Losses.huber(1), values, (7.5 / 4 + 3.5 / 4) / 2);
    }

    private static void assertConstant(Loss loss, Dataset data, double expected) {
        assertThat(ConstantAnswer.loss(loss, data).orElseThrow())
                .as(loss.toString())
                .isCloseTo(expected, within(1e-12));
    }

    private static boolean isUnusable(Reading reading) {
        return reading instanceof Reading.Unusable;
    }

    private static List<Sweep> noisy(
            DoubleUnaryOperator lossAtDecade, double noise, long seed, int sweeps) {
        var random = new Random(seed);
        return IntStream.range(0, sweeps)
                .mapToObj(_ ->
                        sweep(
                                decade ->
                                        lossAtDecade.applyAsDouble(decade)
                                                + noise * random.nextGaussian(),
                                End.COMPLETED))
                .toList();
    }

    private static Sweep sweep(DoubleUnaryOperator lossAtDecade, End end) {
        return new Sweep(
                IntStream.range(0, LADDER.rungs())
                        .mapToObj(LADDER::rate)
                        .map(rate -> new Point(rate, lossAtDecade.applyAsDouble(Math.log10(rate))))
                        .toList(),
                end);
    }
}
