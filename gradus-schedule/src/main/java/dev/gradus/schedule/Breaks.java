package dev.gradus.schedule;

import java.util.Arrays;

/** Collects times of a run, up to a limit. */
final class Breaks {
    private static final int MOST = 1 << 14;

    private final double last;
    private double[] times = new double[64];
    private int count;
    private int most = MOST / 2;

    /**
     * Collects nothing yet.
     *
     * @param last later times are left out
     */
    Breaks(double last) {
        this.last = last;
    }

    void add(double time) {
        if (time >= 0 && time <= last && count < MOST) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = time;
        }
    }

    /** Tells whether what is left should be skipped, but for its end. */
    boolean isFull() {
        return count >= most;
    }

    /** Lets in a little more, for the end of something long. */
    void reserve() {
        most = Math.min(MOST, Math.max(most, count + MOST / 8));
    }

    /** Returns the times in order, each once. */
    double[] sorted() {
        return Arrays.stream(times, 0, count).sorted().distinct().toArray();
    }
}
