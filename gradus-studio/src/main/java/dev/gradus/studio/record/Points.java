package dev.gradus.studio.record;

import dev.gradus.run.history.Series;
import java.util.Arrays;
import java.util.Objects;

/**
 * Points of a curve, from left to right. Points that cannot be seen are left out; extremes are
 * kept.
 *
 * @param x where they are
 * @param y their values
 */
@SuppressWarnings("ArrayRecordComponent") // large, and made for one answer
public record Points(double[] x, double[] y) {
    /** No points. */
    public static final Points NONE = new Points(new double[0], new double[0]);

    /** How the columns are spaced. */
    public enum Across {
        /** By equal steps. */
        LINEAR,
        /** By equal factors. */
        LOGARITHMIC
    }

    /**
     * Returns what can be seen of a curve: of each column of the picture, the lowest and the
     * highest point, and the neighbours outside, so that lines leave the picture where they should.
     *
     * @param columns how many columns the picture has
     */
    public static Points seen(Series series, double from, double to, int columns, Across across) {
        int first = firstAtOrAfter(series, from);
        int last = firstAtOrAfter(series, Math.nextUp(to)) - 1;
        int begin = Math.max(0, first - 1);
        int end = Math.min(series.size() - 1, last + 1);
        if (end < begin) {
            return NONE;
        }
        var points = new Columns(from, to, columns, across);
        for (int i = begin; i <= end; i++) {
            points.add(series.x(i), series.y(i));
        }
        return points.done();
    }

    private static int firstAtOrAfter(Series series, double x) {
        int low = 0;
        int high = series.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (series.x(middle) < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Points(double[] otherX, double[] otherY)
                && Arrays.equals(x, otherX)
                && Arrays.equals(y, otherY);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(x), Arrays.hashCode(y));
    }

    @Override
    public String toString() {
        return x.length + " points";
    }
}
