package dev.gradus.run.history;

import java.util.Arrays;
import java.util.Objects;

/**
 * The points of a curve, in bounded memory: when it is full, neighbouring points are grouped, and
 * the lowest and the highest point of each group are kept, so no peak is lost. The resolution is
 * the same from the first to the last point, and these two are always kept. Not thread-safe.
 */
public final class Series {
    /** How many points a series holds by default. */
    public static final int LIMIT = 1 << 16;

    private static final int SMALLEST = 16;

    /**
     * The largest number of points that leaves room for those of the open group: 1 + 4 m, so that
     * groups divide it evenly.
     */
    private final int capacity;

    private double[] x = new double[SMALLEST];
    private double[] y = new double[SMALLEST];

    /** Points shown: the closed ones and, after them, those of the open group and the newest. */
    private int size;

    /** Points that change only by thinning. */
    private int closed;

    /** How many added points make a group; 1 while every point is kept. */
    private long groupSize = 1;

    private long inGroup;
    private double lowestX;
    private double lowestY;
    private double highestX;
    private double highestY;

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
        this.capacity = (limit - 4) / 4 * 4 + 1;
    }

    /**
     * Adds a point at the end. A point that is not finite cannot be drawn and is skipped.
     *
     * @param x its position, not before the last point
     * @param y its value
     */
    public void add(double x, double y) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            return;
        }
        gather(x, y);
        size = closed;
        showGroup();
        if (inGroup == groupSize) {
            closed = size;
            inGroup = 0;
        }
        if (closed >= capacity) {
            closed = halve(closed);
            size = closed;
            groupSize = groupSize == 1 ? 4 : 2 * groupSize;
        }
        if (size == 0 || this.x[size - 1] != x) {
            show(x, y);
        }
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
     * The position of a point.
     *
     * @param index from 0 to below {@link #size}
     * @return x of that point
     */
    public double x(int index) {
        return x[Objects.checkIndex(index, size)];
    }

    /**
     * The value of a point.
     *
     * @param index from 0 to below {@link #size}
     * @return y of that point
     */
    public double y(int index) {
        return y[Objects.checkIndex(index, size)];
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
     * The same curve with fewer points, for drawing: extremes are kept.
     *
     * @param points how many at most, at least 16
     * @return a new series
     */
    public Series thinned(int points) {
        var thinned = new Series(points);
        for (int i = 0; i < size; i++) {
            thinned.add(x[i], y[i]);
        }
        return thinned;
    }

    /** Returns whether all added points are kept. */
    boolean isWhole() {
        return groupSize == 1;
    }

    /** Forgets the points from x on. */
    void forgetFrom(double x) {
        while (size > 0 && this.x[size - 1] >= x) {
            size--;
        }
        boolean uneven = groupSize > 1 && size % 2 == 0 && size > 0;
        if (uneven) {
            show(this.x[size - 1], this.y[size - 1]);
        }
        closed = size;
        inGroup = 0;
    }

    private void gather(double x, double y) {
        if (inGroup == 0 || y < lowestY) {
            lowestX = x;
            lowestY = y;
        }
        if (inGroup == 0 || y >= highestY) {
            highestX = x;
            highestY = y;
        }
        inGroup++;
    }

    private void showGroup() {
        if (lowestX == highestX) {
            show(lowestX, lowestY);
        } else if (lowestX < highestX) {
            show(lowestX, lowestY);
            show(highestX, highestY);
        } else {
            show(highestX, highestY);
            show(lowestX, lowestY);
        }
    }

    private void show(double x, double y) {
        if (size == this.x.length) {
            this.x = Arrays.copyOf(this.x, 2 * size);
            this.y = Arrays.copyOf(this.y, 2 * size);
        }
        this.x[size] = x;
        this.y[size++] = y;
    }

    /**
     * Keeps the first point and of every four others the lowest and the highest; the first of equal
     * lows, the last of equal highs.
     */
    private int halve(int count) {
        int kept = 1;
        for (int group = 1; group < count; group += 4) {
            int lowest = group;
            int highest = group;
            for (int i = group + 1; i < Math.min(group + 4, count); i++) {
                lowest = y[i] < y[lowest] ? i : lowest;
                highest = y[i] >= y[highest] ? i : highest;
            }
            int first = Math.min(lowest, highest);
            int second = Math.max(lowest, highest);
            double secondX = x[second];
            double secondY = y[second];
            x[kept] = x[first];
            y[kept++] = y[first];
            x[kept] = secondX;
            y[kept++] = secondY;
        }
        return kept;
    }
}
