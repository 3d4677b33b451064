package dev.gradus.run;

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
    @CsvSource({"16, 16", "17, 16", "100, 30", "65536, 1500"})
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
