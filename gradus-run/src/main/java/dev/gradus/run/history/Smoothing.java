package dev.gradus.run.history;

import java.util.Arrays;

/**
 * Smooths a noisy curve without lag: the value at each point is that of the straight line that best
 * fits the window around it (least squares; Savitzky and Golay's filter of degree 1). A window is
 * {@code 2 h + 1} points wide. At the beginning and the end, where there are not {@code h} points
 * on both sides, the line of the first or last complete window is used. A straight curve is
 * unchanged everywhere, including its newest point; a jump becomes a ramp around its place. No
 * value leaves the range of those in its window. Not thread-safe.
 *
 * <p>Losses on screen and in plots are smoothed like this, with a window that suits the run's
 * length: {@link #ofRun}.
 *
 * @see <a href="https://doi.org/10.1021/ac60214a047">Savitzky and Golay, 1964</a>
 */
public final class Smoothing {
    /** A wider window would show nothing more. */
    private static final long WIDEST_HALF = 5000;

    private final int half;
    private final double[] x;
    private final double[] y;

    /** How many points were added. */
    private long count;

    /**
     * Sums of the values from each point of the ring on up to the ring's end, from when it was last
     * full: with {@link #newer} they give a window's sum without subtracting, because a huge value
     * that has left the window must not leave a rounding error behind.
     */
    private final double[] older;

    private double newer;

    /**
     * Creates a smoothing without points.
     *
     * @param half how many points a window has on each side, at least 0
     */
    public Smoothing(int half) {
        if (half < 0) {
            throw new IllegalArgumentException(
                    "a window has at least 0 points on each side; got " + half);
        }
        this.half = half;
        this.x = new double[2 * half + 1];
        this.y = new double[2 * half + 1];
        this.older = new double[2 * half + 1];
    }

    /**
     * A smoothing for a run: a window of 4 % of its steps, at least 9 steps, at most a quarter of
     * the run.
     *
     * @param steps how many the run has
     * @return a new smoothing
     */
    public static Smoothing ofRun(long steps) {
        return new Smoothing(
                (int) Math.min(WIDEST_HALF, Math.max(steps / 50, Math.min(4, steps / 8))));
    }

    /**
     * Adds a point at the end. One that is not finite is skipped.
     *
     * @param x its position, after the last point
     * @param y its value
     * @return whether it counts
     */
    public boolean add(double x, double y) {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            return false;
        }
        int place = (int) (count % this.x.length);
        this.x[place] = x;
        this.y[place] = y;
        count++;
        newer += y;
        if (place == this.x.length - 1) {
            newer = 0;
            double sum = 0;
            for (int i = place; i >= 0; i--) {
                sum += this.y[i];
                older[i] = sum;
            }
        }
        return true;
    }

    /**
     * The smooth value of the newest point.
     *
     * @return the value, NaN before the first point
     */
    public double newest() {
        return count == 0 ? Double.NaN : fitted().at(x(size() - 1));
    }

    /** How many points the window has now. */
    int size() {
        return (int) Math.min(count, x.length);
    }

    /** Whether the window has its full width. */
    boolean isFull() {
        return count >= x.length;
    }

    /** How many points a window has on each side. */
    int half() {
        return half;
    }

    /** The position of a point of the window, from the oldest on. */
    double x(int index) {
        return x[place(index)];
    }

    private double y(int index) {
        return y[place(index)];
    }

    private int place(int index) {
        return (int) ((count - size() + index) % x.length);
    }

    /** The smooth value in the middle of a full window. */
    double middle() {
        boolean even = x(2 * half) - x(0) == 2 * half;
        return even ? sum() / x.length : fitted().at(x(half));
    }

    private double sum() {
        int oldest = (int) (count % x.length);
        return oldest == 0 ? older[0] : older[oldest] + newer;
    }

    /** The straight line through the points of the window. */
    Fit fitted() {
        int size = size();
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < size; i++) {
            meanX += (x(i) - x(0)) / size;
            meanY += y(i) / size;
        }
        meanX += x(0);
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < size; i++) {
            xx += (x(i) - meanX) * (x(i) - meanX);
            xy += (x(i) - meanX) * (y(i) - meanY);
        }
        double[] values = Arrays.copyOf(y, size);
        return new Fit(
                meanX,
                meanY,
                xx == 0 ? 0 : xy / xx,
                Arrays.stream(values).min().orElse(Double.NaN),
                Arrays.stream(values).max().orElse(Double.NaN));
    }

    /**
     * A straight line, clipped to the range of the values that it was fitted to.
     *
     * @param meanX its middle
     * @param meanY its value there
     * @param slope its slope
     * @param lowest the lowest value
     * @param highest the highest value
     */
    record Fit(double meanX, double meanY, double slope, double lowest, double highest) {
        double at(double x) {
            return Math.clamp(meanY + slope * (x - meanX), lowest, highest);
        }
    }
}
