package dev.gradus.studio.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.history.Series;
import dev.gradus.studio.record.Points.Across;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointsTest {
    private static Series noise(int size, long seed) {
        var random = new Random(seed);
        var series = new Series(Series.LIMIT);
        for (int i = 0; i < size; i++) {
            series.add(i, random.nextGaussian());
        }
        return series;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 999, 60_000})
    void noColumnHasMoreThanTwoPointsAndTheExtremesOfEachAreThere(int size) {
        Series series = noise(size, size);
        int columns = 100;
        Points seen = Points.seen(series, 0, size, columns, Across.LINEAR);

        assertThat(seen.x().length).isLessThanOrEqualTo(2 * columns + 2);
        assertThat(seen.x()).isSorted();
        double width = (double) size / columns;
        for (int column = 0; column < columns; column++) {
            double from = column * width;
            double to = from + width;
            double[] all = within(series.xs(), series.ys(), from, to);
            double[] drawn = within(seen.x(), seen.y(), from, to);
            if (all.length > 0) {
                assertThat(Arrays.stream(drawn).max()).isEqualTo(Arrays.stream(all).max());
                assertThat(Arrays.stream(drawn).min()).isEqualTo(Arrays.stream(all).min());
            }
        }
    }

    private static double[] within(double[] x, double[] y, double from, double to) {
        return IntStream.range(0, x.length)
                .filter(i -> Math.floor(x[i] / (to - from)) == Math.round(from / (to - from)))
                .mapToDouble(i -> y[i])
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(Across.class)
    void aFewPointsStayAsTheyAre(Across across) {
        var series = new Series(Series.LIMIT);
        series.add(0, 3);
        series.add(40, 1);
        series.add(100, 2);

        assertThat(Points.seen(series, 0, 100, 1000, across))
                .isEqualTo(new Points(new double[] {0, 40, 100}, new double[] {3, 1, 2}));
    }

    @Test
    void theNeighboursOutsideAreThereSoThatLinesLeaveThePictureWhereTheyShould() {
        Series series = noise(100, 1);
        Points seen = Points.seen(series, 20.5, 30.5, 1000, Across.LINEAR);

        assertThat(seen.x()).startsWith(20).endsWith(31).hasSize(12);
        assertThat(Points.seen(series, 200, 300, 10, Across.LINEAR).x()).containsExactly(99);
        assertThat(Points.seen(new Series(16), 0, 1, 10, Across.LINEAR)).isEqualTo(Points.NONE);
    }
}
