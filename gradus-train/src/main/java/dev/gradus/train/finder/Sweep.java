package dev.gradus.train.finder;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The result of a range test: the loss at one learning rate after another, each a little higher
 * than the one before.
 *
 * @param points the rates as they were used, ascending, each with the loss of its batch; not
 *     smoothed
 * @param end why the test ended
 */
public record Sweep(List<Point> points, End end) {
    private static final int WINDOW = 5;
    private static final double RISE = 4;

    /** Copies the points and checks that the rates rise. */
    public Sweep {
        points = List.copyOf(points);
        for (int i = 1; i < points.size(); i++) {
            if (!(points.get(i).rate() > points.get(i - 1).rate())) {
                throw new IllegalArgumentException(
                        Text.of(
                                "the rates of a sweep must rise, got %s after %s at point %d",
                                points.get(i).rate(), points.get(i - 1).rate(), i));
            }
        }
    }

    /**
     * One batch of the test.
     *
     * @param rate the learning rate of its update, above 0
     * @param loss its loss before that update, or that of a validation part after it; not finite if
     *     that ended the test
     */
    public record Point(double rate, double loss) {
        /** Checks the rate. */
        public Point {
            if (!(rate > 0) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException(
                        "a swept rate must be finite and above 0, got " + rate);
            }
        }
    }

    /** Why a range test ended. */
    public enum End {
        /** Every rate was tried. */
        COMPLETED("every rate was tried"),
        /** The loss rose far above the best one; see {@link #hasDiverged}. */
        DIVERGED("the loss rose to more than four times its best"),
        /** The loss or its gradient was no longer a number. */
        NOT_FINITE("the loss or its gradient was no longer finite");

        private final String sentence;

        End(String sentence) {
            this.sentence = sentence;
        }

        @Override
        public String toString() {
            return sentence;
        }
    }

    /**
     * Returns sweeps of the same rates averaged rate by rate, up to where at least half of them
     * reach.
     *
     * @param sweeps at least one
     */
    static Sweep mean(List<Sweep> sweeps) {
        List<Sweep> byReach =
                sweeps.stream()
                        .sorted(Comparator.comparingInt(each -> each.points.size()))
                        .toList();
        Sweep middle = byReach.get(byReach.size() / 2);
        var points = new ArrayList<Point>();
        for (int i = 0; i < middle.points.size(); i++) {
            int at = i;
            double loss =
                    sweeps.stream()
                            .filter(sweep -> at < sweep.points.size())
                            .mapToDouble(sweep -> sweep.points.get(at).loss())
                            .filter(Double::isFinite)
                            .average()
                            .orElse(Double.NaN);
            points.add(new Point(middle.points.get(i).rate(), loss));
        }
        return new Sweep(points, middle.end);
    }

    /** Returns whether the test ended because a rate was too large. */
    boolean hasRunOut() {
        return end != End.COMPLETED;
    }

    /** {@return the rates of all points with a finite loss} */
    public double[] rates() {
        return points.stream().filter(Sweep::isFinite).mapToDouble(Point::rate).toArray();
    }

    /** {@return the finite losses as they were measured} */
    public double[] losses() {
        return points.stream().filter(Sweep::isFinite).mapToDouble(Point::loss).toArray();
    }

    /**
     * {@return the finite losses, each replaced by the mean of the five around it (of fewer at the
     * ends, but as many on either side)} Such a mean does not lag behind, as the running one of
     * other finders does, so a minimum stays at its rate.
     */
    public double[] smoothed() {
        double[] losses = losses();
        double[] smoothed = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            int reach = Math.min(WINDOW / 2, Math.min(i, losses.length - 1 - i));
            double sum = 0;
            for (int j = i - reach; j <= i + reach; j++) {
                sum += losses[j];
            }
            smoothed[i] = sum / (2 * reach + 1);
        }
        return smoothed;
    }

    /**
     * {@return whether the mean of the last five losses is more than four times the smallest such
     * mean before it} Single losses of small batches are too noisy for this.
     *
     * @param points a sweep so far
     */
    public static boolean hasDiverged(List<Point> points) {
        double best = Double.POSITIVE_INFINITY;
        for (int end = WINDOW; end < points.size(); end++) {
            best = Math.min(best, meanBefore(points, end));
        }
        return points.size() > WINDOW && meanBefore(points, points.size()) > RISE * best;
    }

    private static double meanBefore(List<Point> points, int end) {
        double sum = 0;
        for (int i = end - WINDOW; i < end; i++) {
            sum += points.get(i).loss();
        }
        return sum / WINDOW;
    }

    private static boolean isFinite(Point point) {
        return Double.isFinite(point.loss());
    }
}
