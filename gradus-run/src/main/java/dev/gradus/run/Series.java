package dev.gradus.run;

import java.util.Arrays;
import java.util.Objects;

/**
 * The points of a curve, in bounded memory: when it is full, of every four neighbours the lowest
 * and the highest stay, so no peak is ever lost. First and last point always stay. Not thread-safe.
 */
public final class Series {
    /** How many points a series holds unless said. */
    public static final int LIMIT = 1 << 16;

    private static final int SMALLEST = 16;

    private final int limit;
    private double[] x = new double[SMALLEST];
    private double[] y = new double[SMALLEST];
    private int size;

    /**
     * Creates an empty series.
     *
     * @param limit how many points it holds at most, at least 16
     */
    public Series(int limit) {
        if (limit < SMALLEST) {
            throw new IllegalArgumentException(
                    "a series must hold at least " + SMALLEST + " points; got " + limit);
        }
        this.limit = limit;
    }

    /**
     * Adds a point at the end. A point that is not finite cannot be drawn and is passed over.
     *
     * @param x where, not before the last point
     * @param y how much
     */
    public void add(double x, double y) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            return;
        }
        if (size == limit) {
            size = halve(this.x, this.y, size);
        }
        if (size == this.x.length) {
            this.x = Arrays.copyOf(this.x, Math.min(limit, 2 * size));
            this.y = Arrays.copyOf(this.y, Math.min(limit, 2 * size));
        }
        this.x[size] = x;
        this.y[size++] = y;
    }

    /**
     * The number of points.
     *
     * @return at least 0
     */
    public int size() {
        return size;
    }

    /**
     * Where points are.
     *
     * @param index from 0 to below {@link #size}
     * @return x of that point
     */
    public double x(int index) {
        return x[checked(index)];
    }

    /**
     * What points are.
     *
     * @param index from 0 to below {@link #size}
     * @return y of that point
     */
    public double y(int index) {
        return y[checked(index)];
    }

    /**
     * All x.
     *
     * @return a new array
     */
    public double[] xs() {
        return Arrays.copyOf(x, size);
    }

    /**
     * All y.
     *
     * @return a new array
     */
    public double[] ys() {
        return Arrays.copyOf(y, size);
    }

    /**
     * The same curve with fewer points, for the eye: extremes stay.
     *
     * @param points how many at most, at least 16
     * @return a new series
     */
    public Series thinned(int points) {
        var thinned = new Series(Math.max(points, SMALLEST));
        thinned.x = xs();
        thinned.y = ys();
        thinned.size = size;
        while (thinned.size > thinned.limit) {
            thinned.size = halve(thinned.x, thinned.y, thinned.size);
        }
        thinned.x = Arrays.copyOf(thinned.x, Math.max(thinned.size, SMALLEST));
        thinned.y = Arrays.copyOf(thinned.y, Math.max(thinned.size, SMALLEST));
        return thinned;
    }

    /** Forgets the points from x on. */
    void forgetFrom(double x) {
        while (size > 0 && this.x[size - 1] >= x) {
            size--;
        }
    }

    private int checked(int index) {
        return Objects.checkIndex(index, size);
    }

    private static int halve(double[] x, double[] y, int size) {
        int kept = 1;
        for (int group = 1; group < size - 1; group += 4) {
            int lowest = group;
            int highest = group;
            for (int i = group + 1; i < Math.min(group + 4, size - 1); i++) {
                lowest = y[i] < y[lowest] ? i : lowest;
                highest = y[i] > y[highest] ? i : highest;
            }
            kept = keep(x, y, Math.min(lowest, highest), kept);
            if (lowest != highest) {
                kept = keep(x, y, Math.max(lowest, highest), kept);
            }
        }
        return keep(x, y, size - 1, kept);
    }

    private static int keep(double[] x, double[] y, int from, int to) {
        x[to] = x[from];
        y[to] = y[from];
        return to + 1;
    }
}
