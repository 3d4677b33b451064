package dev.gradus.schedule.controller;

import static dev.gradus.schedule.controller.ProbabilityOfDecrease.probabilityOfDecrease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {
    private static double noise(int i) {
        return (i * 7919 % 1009) / 1009.0 - 0.5;
    }

    private static double loss(String series, int i) {
        return switch (series) {
            case "flat" -> 1 + 0.1 * noise(i);
            case "falling" -> 2 - 0.01 * i + 0.1 * noise(i);
            case "fallen" -> Math.max(0, 1 - i / 100.0) + 0.1 * noise(i);
            case "spikes" -> 2 - 0.01 * i + 0.1 * noise(i) + (i >= 195 ? 5 : 0);
            case "rising" -> 0.01 * i + 0.1 * noise(i);
            default -> throw new IllegalArgumentException(series);
        };
    }

    private static Measurements window(int count, IntToDoubleFunction losses) {
        return Measurements.of(IntStream.range(0, count).mapToDouble(losses).boxed().toList());
    }

    /**
     * By numpy 2.4 from dlib's published definition: 2x2 recursive least squares, prior 1e6,
     * math.erfc.
     */
    @ParameterizedTest
    @CsvSource({
        "flat, -1.4490445005813188e-06, 3.573286543835282e-05, 0.5161735340333703, 196, 200",
        "falling, -0.010001448895230632, 3.573318355634863e-05, 1.0, 5, 5",
        "fallen, -0.005038950018774873, 0.00018103893173554637, 1.0, 100, 100",
        "spikes, -0.006345107522345367, 0.0009263356639427632, 0.9999999999962994, 120, 11",
        "rising, 0.009998550806229469, 3.573275935985316e-05, 0.0, 200, 200"
    })
    void slopeErrorProbabilityAndCountsAreDlibs(
            String series, double slope, double error, double probability, int plain, int robust) {
        Measurements losses = window(200, i -> loss(series, i));
        Trend trend = Trend.of(losses);
        assertThat(trend.slope()).isCloseTo(slope, Offset.offset(1e-13));
        assertThat(trend.standardError()).isCloseTo(error, Offset.offset(1e-13));
        assertThat(trend.probabilityOfDecrease()).isCloseTo(probability, Offset.offset(1e-9));
        assertThat(Trend.stepsWithoutDecrease(losses, 0.51)).isEqualTo(plain);
        assertThat(Trend.stepsWithoutDecreaseRobust(losses, 0.51, 0.1)).isEqualTo(robust);
    }

    /** By CPython's math.erfc. */
    @ParameterizedTest
    @CsvSource({
        "-12, 1.776482112077702e-33",
        "-6.5, 4.016000583859125e-11",
        "-3.2, 0.0006871379379158485",
        "-2.9, 0.0018658133003840384",
        "-1, 0.15865525393145707",
        "-0.1, 0.460172162722971",
        "0, 0.5",
        "0.3, 0.6179114221889526",
        "1.96, 0.9750021048517795",
        "2.99, 0.9986051127645077",
        "3.01, 0.9986937615512306",
        "5, 0.9999997133484281",
        "-Infinity, 0",
        "Infinity, 1"
    })
    void theNormalDistribution(double z, double probability) {
        assertThat(Normal.below(z)).isCloseTo(probability, Offset.offset(1e-12 * probability));
    }

    @Test
    void aTrendNeedsThreeLosses() {
        assertThatThrownBy(() -> Trend.of(window(2, i -> i)))
                .hasMessage("a trend needs three losses or more, got 2");
        assertThat(Trend.stepsWithoutDecrease(Measurements.empty(), 0.51)).isZero();
        assertThat(Trend.stepsWithoutDecreaseRobust(Measurements.empty(), 0.51, 0.1)).isZero();
        assertThat(Trend.of(window(5, _ -> 1)).probabilityOfDecrease())
                .isCloseTo(0.5, Offset.offset(0.5));
    }

    private static int cuts(
            ProbabilityOfDecrease controller, int count, IntToDoubleFunction losses) {
        Controller.State state = controller.start();
        int cuts = 0;
        for (int i = 0; i < count; i++) {
            Controller.State next =
                    controller.next(state, Observation.measured(losses.applyAsDouble(i), 0.1));
            cuts += next.factor() < state.factor() ? 1 : 0;
            state = next;
        }
        return cuts;
    }

    @Test
    void aFallingLossIsLeftAloneAndAFlatOneIsCutOnceAWindow() {
        assertThat(cuts(probabilityOfDecrease(100), 2000, i -> 10 - 0.004 * i + 0.1 * noise(i)))
                .isZero();
        assertThat(cuts(probabilityOfDecrease(100), 1000, i -> 1 + 0.1 * noise(i)))
                .isBetween(3, 10);
        assertThat(cuts(probabilityOfDecrease(100).forget(20), 1000, i -> 1 + 0.1 * noise(i)))
                .isGreaterThan(10);
    }

    @Test
    void spikesDoNotCutAFallingLoss() {
        assertThat(
                        cuts(
                                probabilityOfDecrease(100),
                                1000,
                                i -> 20 - 0.01 * i + (i % 40 == 39 ? 9 : 0)))
                .isZero();
    }

    @Test
    void lossesThatAreNotFiniteArePassedOver() {
        ProbabilityOfDecrease controller = probabilityOfDecrease(10);
        Controller.State state =
                controller.next(controller.start(), Observation.measured(Double.NaN, 0.1));
        assertThat(state).isEqualTo(controller.start());
    }

    @Test
    void theFloorOfTheRateIsKept() {
        ProbabilityOfDecrease controller = probabilityOfDecrease(10).lowestRate(0.02);
        Controller.State state = controller.start();
        for (int i = 0; i < 200; i++) {
            state = controller.next(state, Observation.measured(i, 0.1));
        }
        assertThat(controller.apply(state, 0.1)).isEqualTo(0.02, Offset.offset(1e-17));
    }

    @Test
    void aWindowIsAValueThatKeepsTheNewest() {
        Measurements three = Measurements.of(List.of(1.0, 2.0, 3.0));
        Measurements four = three.append(4, 3);
        Measurements other = three.append(5, 3);
        assertThat(three.values()).containsExactly(1.0, 2.0, 3.0);
        assertThat(four.values()).containsExactly(2.0, 3.0, 4.0);
        assertThat(other.values()).containsExactly(2.0, 3.0, 5.0);
        assertThat(four.withoutOldest(2).values()).containsExactly(4.0);
        assertThat(four.withoutOldest(9).size()).isZero();
        assertThat(four).isEqualTo(Measurements.of(List.of(2.0, 3.0, 4.0))).isNotEqualTo(other);
        assertThat(four.mean()).isEqualTo(3);
        Measurements long1 = Measurements.empty();
        for (int i = 0; i < 1000; i++) {
            long1 = long1.append(i, 7);
        }
        assertThat(long1.values()).containsExactly(993., 994., 995., 996., 997., 998., 999.);
    }
}
