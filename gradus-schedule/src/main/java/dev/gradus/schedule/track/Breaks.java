package dev.gradus.schedule.track;

import java.util.Arrays;

/** Collects times within a window of the run, up to a limit. */
public final class Breaks {
    private static final int MOST = 1 << 14;

    /** Capacity that a part with its own clock reserves for the times at its end. */
    private static final int KEPT = 32;

    private final double first;
    private final double last;
    private final int limit;
    private double[] times = new double[16];
    private int count;
    private int most;

    private Breaks(double first, double last, int limit, int most) {
        this.first = first;
        this.last = last;
        this.limit = limit;
        this.most = most;
    }

    /**
     * Starts empty.
     *
     * @param last later times are left out
     */
    public Breaks(double last) {
        this(0, last, MOST, MOST / 2);
    }

    /**
     * Returns an empty collection for a part with a clock of its own. Its capacity is at most what
     * is left here, so that the work for nested parts stays bounded.
     *
     * @param first earlier times of that clock are left out
     * @param last later times of that clock are left out
     */
    Breaks within(double first, double last) {
        int left = Math.max(0, most - count);
        return new Breaks(Math.max(0, first), last, left, left - Math.min(KEPT, left / 8));
    }

    /** Returns the time before which nothing is collected. */
    double first() {
        return first;
    }

    void add(double time) {
        if (time >= first && time <= last && count < limit) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = time;
        }
    }

    /** Returns whether further times should be skipped, except those at the end. */
    boolean isFull() {
        return count >= most;
    }

    /** Adds a little capacity, for the end of a long part. */
    void reserve() {
        most = Math.min(limit, Math.max(most, count + Math.max(KEPT, limit / 8)));
    }

    /** Returns the times in order, each once. */
    public double[] sorted() {
        return Arrays.stream(times, 0, count).sorted().distinct().toArray();
    }
}
