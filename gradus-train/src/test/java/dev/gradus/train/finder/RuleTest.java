package dev.gradus.train.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.train.finder.Sweep.End;
import dev.gradus.train.finder.Sweep.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {
    private static final Ladder LADDER = Ladder.logarithmic(1e-6, 10, 141);

    /** The loss as a function of the rate's decade, swept over LADDER. */
    private static Sweep sweep(DoubleUnaryOperator lossAtDecade) {
        return new Sweep(
                IntStream.range(0, LADDER.rungs())
                        .mapToObj(LADDER::rate)
                        .map(rate -> new Point(rate, lossAtDecade.applyAsDouble(Math.log10(rate))))
                        .toList(),
                End.COMPLETED);
    }

    /**
     * Flat, falling between 10^-4 and 10^-1, rising behind: what a range test usually looks like.
     */
    private static double usual(double decade) {
        if (decade < -4) {
            return 2.3;
        }
        return decade < -1 ? 2.3 - 0.6 * (decade + 4) : 0.5 + 0.6 * (decade + 1);
    }

    @Test
    void theMinimumRulesDivideTheRateOfTheSmallestLoss() {
        Sweep sweep = sweep(RuleTest::usual);
        assertRate(Rule.PEAK, sweep, 0.05, 0.15);
        assertRate(Rule.CONSTANT, sweep, 0.025, 0.15);
        assertRate(Rule.MINIMUM, sweep, 0.01, 0.15);
    }

    @Test
    void theSteepestPointLiesOnTheSteepestPartPerLogarithm() {
        Sweep sweep =
                sweep(decade -> 1.5 - Math.tanh((decade + 3) * 2) + (decade > 0 ? decade * 9 : 0));
        assertRate(Rule.STEEPEST, sweep, 1e-3, 0.13);
    }

    @Test
    void theValleyRuleTakesTheMiddleOfTheFall() {
        // 60 falling steps of 0.05 decades from 10^-4 on: index 40, + 60/3, + 60/6, less one for
        // the interval's start.
        Reading reading = Rule.VALLEY.read(sweep(RuleTest::usual));
        assertThat(((Reading.Suggested) reading).rate())
                .isBetween(Math.pow(10, -2.7), Math.pow(10, -2.3));
    }

    @Test
    void slideStopsWhereTheSlopesAtItsEndsAreAlike() {
        // Behind 10^-1 the slope changes all the way; before it, it does not: the interval of 15
        // rungs, 0.75 decades, stops
        // when its right end arrives there.
        Sweep sweep =
                sweep(decade ->
                        decade < -1 ? usual(decade) : 0.5 + 2 * (decade + 1) * (decade + 1));
        assertRate(Rule.SLIDE, sweep, Math.pow(10, -1.75), 0.25);
    }

    @Test
    void slideDoesNotAnswerWithTheEndOfTheSweepWhereNothingIsAlike() {
        // Every second difference is 0.02 or more, so no two slopes 15 rungs apart are alike.
        Sweep sweep = sweep(decade -> 0.5 + 8 * (decade + 2.5) * (decade + 2.5));
        assertThat(Rule.SLIDE.read(sweep))
                .isEqualTo(
                        new Reading.Unusable(
                                "the slopes at the two ends of its interval are similar nowhere"));
    }

    @ParameterizedTest
    @EnumSource
    void aFlatCurveHasNoUsableSlope(Rule rule) {
        assertThat(rule.read(sweep(decade -> 2.3)))
                .isInstanceOfSatisfying(
                        Reading.Unusable.class,
                        reading -> assertThat(reading.reason()).contains("never falls"));
    }

    @ParameterizedTest
    @EnumSource
    void aRisingCurveAsksForASmallerFirstRate(Rule rule) {
        assertThat(rule.read(sweep(decade -> 8 + decade)))
                .isInstanceOfSatisfying(
                        Reading.Unusable.class,
                        reading ->
                                assertThat(reading.reason())
                                        .contains("begin the sweep at a smaller rate"));
    }

    @ParameterizedTest
    @EnumSource
    void tooFewPointsAreAReasonNotAnError(Rule rule) {
        Sweep few = new Sweep(List.of(new Point(0.1, 2), new Point(0.2, 1)), End.DIVERGED);
        assertThat(rule.read(few))
                .isInstanceOfSatisfying(
                        Reading.Unusable.class,
                        reading ->
                                assertThat(reading.reason()).contains("finite at 2 points only"));
    }

    @ParameterizedTest
    @EnumSource
    void aLossThatIsNoNumberAtTheEndChangesNothingBeforeIt(Rule rule) {
        Sweep clean = sweep(RuleTest::usual);
        var points = new ArrayList<>(clean.points());
        points.add(new Point(11, Double.NaN));
        assertThat(rule.read(new Sweep(points, End.NOT_FINITE))).isEqualTo(rule.read(clean));
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleIgnoresTheScaleOfTheLossExceptSlide(Rule rule) {
        if (rule != Rule.SLIDE) {
            Sweep small = sweep(RuleTest::usual);
            Sweep large = sweep(decade -> 128 * usual(decade));
            assertThat(rule.read(large)).isEqualTo(rule.read(small));
        }
    }

    @Test
    void oneSpikeMovesTheMinimumByLessThanItsWindow() {
        Sweep spiked = sweep(decade -> usual(decade) + (Math.abs(decade + 2) < 0.02 ? 5 : 0));
        assertRate(Rule.PEAK, spiked, 0.05, 0.15);
    }

    @Test
    void smoothingDoesNotLag() {
        double[] smoothed = sweep(RuleTest::usual).smoothed();
        int lowest =
                IntStream.range(0, smoothed.length)
                        .reduce((a, b) -> smoothed[b] < smoothed[a] ? b : a)
                        .orElseThrow();
        assertThat(LADDER.rate(lowest)).isCloseTo(0.1, within(0.02));
    }

    @Test
    void aSweepRefusesRatesThatDoNotRise() {
        assertThatThrownBy(() ->
                        new Sweep(List.of(new Point(0.2, 1), new Point(0.1, 1)), End.COMPLETED))
                .hasMessage("the rates of a sweep must rise, got 0.1 after 0.2 at point 1");
    }

    @Test
    void repeatedSweepsGiveTheMedianAndItsConfidence() {
        Sweep one = sweep(RuleTest::usual);
        Sweep shifted = sweep(decade -> usual(decade - 0.1));
        Sweep flat = sweep(decade -> 2.3);
        assertThat(Findings.of(Rule.PEAK, List.of(one, one, shifted)).confidence())
                .isEqualTo(Findings.Confidence.HIGH);
        assertThat(Findings.of(Rule.PEAK, List.of(one, one, shifted)).median())
                .isEqualTo(Rule.PEAK.read(one));
        assertThat(Findings.of(Rule.PEAK, List.of(one)).confidence())
                .isEqualTo(Findings.Confidence.LOW);
        Findings alone = Findings.of(Rule.PEAK, List.of(one, flat, flat));
        assertThat(alone.median()).isEqualTo(Rule.PEAK.read(one));
        assertThat(alone.confidence()).isEqualTo(Findings.Confidence.LOW);
        assertThat(Findings.of(Rule.PEAK, List.of(flat, flat)).median())
                .isInstanceOf(Reading.Unusable.class);
        assertThat(Findings.of(Rule.PEAK, List.of(one, sweep(d -> usual(d - 1)))).confidence())
                .isEqualTo(Findings.Confidence.LOW);
    }

    @Test
    void noiseAloneIsNoSlope() {
        for (long seed = 0; seed < 10; seed++) {
            var random = new Random(seed);
            assertThat(Rule.PEAK.read(sweep(_ -> 1 + 0.3 * random.nextGaussian())))
                    .as("seed " + seed)
                    .isInstanceOfSatisfying(
                            Reading.Unusable.class,
                            reading ->
                                    assertThat(reading.reason())
                                            .containsPattern(
                                                    "batches differ|the loss never falls"));
        }
    }

    private static void assertRate(Rule rule, Sweep sweep, double expected, double relative) {
        assertThat(rule.read(sweep))
                .isInstanceOfSatisfying(
                        Reading.Suggested.class,
                        reading ->
                                assertThat(reading.rate())
                                        .as(rule.label())
                                        .isCloseTo(expected, within(expected * relative)));
    }
}
