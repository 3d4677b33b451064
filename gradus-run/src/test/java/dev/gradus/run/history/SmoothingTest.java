package dev.gradus.run.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.run.Examples;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.json.Configuration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmoothingTest {
    private static Series smoothed(long steps, DoubleUnaryOperator loss) {
        return history(steps, steps, loss).smoothedLoss();
    }

    /** A run that has come so far. */
    private static History history(long steps, long done, DoubleUnaryOperator loss) {
        var history = new History();
        history.on(
                new RunStarted(
                        "r",
                        Examples.AT,
                        Optional.empty(),
                        Configuration.EMPTY,
                        1,
                        new Extent(1, steps, 10),
                        Examples.MACHINE));
        for (long step = 0; step < done; step++) {
            history.on(Examples.step(step, loss.applyAsDouble((double) step)));
        }
        return history;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 8, 9, 17, 130, 1407, 30_000})
    void aStraightLossStaysAsItIsFromTheFirstStepToTheLast(long steps) {
        DoubleUnaryOperator falling = step -> 2.3 - 1.7 * step / steps;
        Series smoothed = smoothed(steps, falling);

        assertThat(smoothed.size()).isEqualTo((int) steps);
        for (int i = 0; i < smoothed.size(); i++) {
            assertThat(smoothed.x(i)).isEqualTo(i);
            assertThat(smoothed.y(i)).isCloseTo(falling.applyAsDouble(i), within(1e-11));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4, 8, 9, 64, 129})
    void theNewestStepOfAFallingLossIsNotBehindWhileTheRunGoesOn(long newest) {
        var live = Smoothing.ofRun(130);
        for (long step = 0; step <= newest; step++) {
            live.add((double) step, 2.3 - step / 100.0);
        }
        Series plotted = history(130, newest + 1, step -> 2.3 - step / 100.0).smoothedLoss();

        assertThat(live.newest()).isCloseTo(2.3 - newest / 100.0, within(1e-12));
        assertThat(plotted.y(plotted.size() - 1)).isEqualTo(live.newest());
    }

    /**
     * {@code scipy.signal.savgol_filter(y, 9, 1, mode="interp")} of SciPy 1.17.1 for {@code y(t) =
     * 2 exp(-t/30) + 0.03 cos(3 t)}, t from 0 to 59; 9 is the window of a run of 60 steps.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 1.99584252909891",
        "3, 1.8182879498919755",
        "4, 1.7591030901563318",
        "30, 0.7372833639403883",
        "55, 0.32076689951972337",
        "56, 0.31140966354533617",
        "59, 0.2833379556221752"
    })
    void theNumbersAreSciPys(int step, double expected) {
        Series smoothed = smoothed(60, t -> 2 * Math.exp(-t / 30) + 0.03 * Math.cos(3 * t));

        assertThat(smoothed.y(step)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aJumpIsSmoothAroundItsPlaceAndNoValueLeavesTheRange() {
        Series smoothed = smoothed(130, step -> step < 65 ? 2 : 0.5);

        assertThat(smoothed.y(60)).isCloseTo(2, within(1e-12));
        assertThat(smoothed.y(64)).isCloseTo((5 * 2 + 4 * 0.5) / 9, within(1e-12));
        assertThat(smoothed.y(65)).isCloseTo((4 * 2 + 5 * 0.5) / 9, within(1e-12));
        assertThat(smoothed.y(69)).isCloseTo(0.5, within(1e-12));
        double[] steep = smoothed(9, step -> step == 0 ? 10 : 0).ys();
        assertThat(Arrays.stream(steep).allMatch(value -> value >= 0 && value <= 10)).isTrue();
    }

    @Test
    void aHugeLossLeavesNothingBehindInLaterWindows() {
        Series smoothed = smoothed(5000, step -> step == 1000 ? 1e300 : 0.25);

        assertThat(smoothed.y(1000)).isGreaterThan(1e297);
        assertThat(smoothed.y(1101)).isEqualTo(0.25);
    }

    @Test
    void lossesThatAreNotFiniteArePassedOver() {
        DoubleUnaryOperator falling = step -> 3 - step / 50;
        Series smoothed =
                smoothed(
                        130,
                        step ->
                                step % 7 == 3
                                        ? Double.NaN
                                        : step == 50
                                                ? Double.POSITIVE_INFINITY
                                                : falling.applyAsDouble(step));

        for (int i = 0; i < smoothed.size(); i++) {
            assertThat(smoothed.y(i))
                    .isCloseTo(falling.applyAsDouble(smoothed.x(i)), within(1e-12));
        }
        assertThat(smoothed(40, _ -> Double.NaN).size()).isZero();
    }

    @Test
    void everyMiddleIsTheMeanOfItsWindow() {
        var random = new Random(7);
        for (int half : new int[] {0, 1, 4, 28}) {
            var smoothing = new Smoothing(half);
            double[] values = random.doubles(300).toArray();
            for (int i = 0; i < values.length; i++) {
                smoothing.add(i, values[i]);
                if (smoothing.isFull()) {
                    double sum = 0;
                    for (int j = i - 2 * half; j <= i; j++) {
                        sum += values[j];
                    }
                    assertThat(smoothing.middle()).isCloseTo(sum / (2 * half + 1), within(1e-14));
                }
            }
        }
    }
}
