package dev.gradus.run.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTest {

    @ParameterizedTest
    @CsvSource({"16, 1", "16, 16", "16, 17", "17, 1000", "64, 207", "207, 100003", "1000, 1000000"})
    void howeverManyPointsComeTheExtremesAndTheEndsStay(int limit, int points) {
        var random = new Random(points);
        var series = new Series(limit);
        var all = new double[points];
        for (int i = 0; i < points; i++) {
            all[i] = random.nextGaussian();
            series.add(i, all[i]);
        }

        double[] y = series.ys();
        assertThat(series.size())
                .isEqualTo(y.length)
                .isLessThanOrEqualTo(limit)
                .isGreaterThanOrEqualTo(Math.min(points, limit / 2));
        assertThat(Arrays.stream(y).max()).isEqualTo(Arrays.stream(all).max());
        assertThat(Arrays.stream(y).min()).isEqualTo(Arrays.stream(all).min());
        assertThat(series.x(0)).isZero();
        assertThat(series.x(series.size() - 1)).isEqualTo(points - 1);
        for (int i = 0; i < series.size(); i++) {
            assertThat(series.y(i)).isEqualTo(all[(int) series.x(i)]);
            assertThat(i == 0 || series.x(i - 1) < series.x(i)).as("in order, none twice").isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 16", "17, 16", "100, 30", "60000, 1500"})
    void thinningKeepsTheExtremesAndLeavesTheSeriesAlone(int points, int most) {
        var random = new Random(points);
        var series = new Series(Series.LIMIT);
        for (int i = 0; i < points; i++) {
            series.add(i, random.nextGaussian());
        }

        Series thinned = series.thinned(most);

        assertThat(series.size()).isEqualTo(points);
        assertThat(thinned.size()).isLessThanOrEqualTo(most);
        assertThat(Arrays.stream(thinned.ys()).max()).isEqualTo(Arrays.stream(series.ys()).max());
        assertThat(Arrays.stream(thinned.ys()).min()).isEqualTo(Arrays.stream(series.ys()).min());
        assertThat(thinned.x(thinned.size() - 1)).isEqualTo(points - 1);
    }

    @Test
    void theResolutionIsTheSameFromTheFirstToTheLastPoint() {
        var random = new Random(1);
        var series = new Series(1000);
        for (int i = 0; i < 1_000_000; i++) {
            series.add(i, i % 2 == 0 ? 1 : random.nextDouble());
        }

        for (int i = 1; i < series.size(); i++) {
            assertThat(series.x(i) - series.x(i - 1)).isLessThan(8 * 1_000_000 / 1000.0);
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 1000", "64, 100003", "1000, 100000"})
    void aStepStaysWhereItIsWithinTheResolution(int limit, int points) {
        var series = new Series(limit);
        for (int i = 0; i < points; i++) {
            series.add(i, i < points / 2 ? 1 : 0.1);
        }

        double lastBefore = 0;
        for (int i = 0; i < series.size() && series.y(i) == 1; i++) {
            lastBefore = series.x(i);
        }
        assertThat(lastBefore).isBetween(points / 2.0 - 8.0 * points / limit, points / 2.0);
    }

    @Test
    void pointsThatCannotBeDrawnArePassedOver() {
        var series = new Series(16);
        series.add(0, Double.NaN);
        series.add(1, Double.POSITIVE_INFINITY);
        series.add(2, 5);

        assertThat(series.xs()).containsExactly(2);
        assertThat(series.ys()).containsExactly(5);
        assertThatThrownBy(() -> series.y(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aSeriesOfHardlyAnyPointsIsRefused() {
        assertThatThrownBy(() -> new Series(15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a series must hold at least 16 points; got 15");
    }
}
