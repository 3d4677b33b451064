package dev.gradus.train.finder;

import java.util.Arrays;

/**
 * A way to read a learning rate off a sweep. With rates x and smoothed losses y, both in the order
 * of the sweep.
 *
 * <p>No rule is always right, so a plot shows what all of them say; {@link #PEAK} and {@link
 * #CONSTANT} suit the schedule that the rate will feed.
 */
public enum Rule {
    /** Half the rate of the smallest loss: for the peak of a 1cycle schedule. */
    PEAK("minimum/2"),

    /** A quarter of the rate of the smallest loss: for a rate that stays. */
    CONSTANT("minimum/4"),

    /** A tenth of the rate of the smallest loss: fastai's {@code minimum}. */
    MINIMUM("minimum/10"),

    /** The rate where the loss falls fastest per logarithm of the rate: fastai's {@code steep}. */
    STEEPEST("steepest"),

    /**
     * The middle of the longest valley, the longest falling subsequence of losses: fastai's {@code
     * valley}.
     */
    VALLEY("valley"),

    /**
     * The rate to the left of the interval, 15 points wide, that slid from the end until the slopes
     * at its two ends were alike: fastai's {@code slide}.
     */
    SLIDE("slide");

    private static final int FEWEST_POINTS = 16;
    private static final double FLAT = 0.02;
    private static final int SLIDE_WIDTH = 15;
    private static final double ALIKE = 0.005;

    /** So many points at either end are means of fewer than five. */
    private static final int END = 2;

    /** Of a hundred equal losses means of five lie so many deviations apart in one sweep of 70. */
    private static final double NOISE = 3;

    /** A normal distribution's standard deviation over its median absolute one. */
    private static final double NORMAL = 1.4826;

    /** What is left of a deviation about a mean of five that it is itself part of. */
    private static final double OF_A_MEAN = Math.sqrt(0.8);

    private final String label;

    Rule(String label) {
        this.label = label;
    }

    /** Returns the rule's name, as shown in tables and plots. */
    public String label() {
        return label;
    }

    /** Returns the rate that this rule reads off a sweep, or why it reads none. */
    public Reading read(Sweep sweep) {
        double[] losses = sweep.smoothed();
        if (losses.length < FEWEST_POINTS) {
            return new Reading.Unusable(
                    "there are only %d points with a finite loss, and at least %d are needed; sweep with more steps or from a"
                                    .formatted(losses.length, FEWEST_POINTS)
                            + " smaller rate");
        }
        int lowest = lowest(losses);
        double highestBefore = losses[0];
        for (int i = 0; i <= lowest; i++) {
            highestBefore = Math.max(highestBefore, losses[i]);
        }
        if (highestBefore - losses[lowest] <= FLAT * Math.abs(highestBefore)) {
            return new Reading.Unusable(
                    "the loss never falls: it is %.4g at the smallest rate and %.4g at its best; "
                                    .formatted(losses[0], losses[lowest])
                            + (lowest < losses.length / 10
                                    ? "begin the sweep at a smaller rate"
                                    : "sweep to a larger rate, or look at the data and the loss"));
        }
        double fall = fallOfFullMeans(losses);
        double noise = noise(sweep.losses(), losses);
        if (fall <= NOISE * noise) {
            return new Reading.Unusable(
                    "the loss falls by %.4g only, and batches differ by %.4g; "
                                    .formatted(fall, noise)
                            + "sweep to a larger rate, or with larger batches");
        }
        return new Reading.Suggested(rate(sweep.rates(), losses));
    }

    private double rate(double[] rates, double[] losses) {
        return switch (this) {
            case PEAK -> rates[lowest(losses)] / 2;
            case CONSTANT -> rates[lowest(losses)] / 4;
            case MINIMUM -> rates[lowest(losses)] / 10;
            case STEEPEST -> rates[steepest(rates, losses)];
            case VALLEY -> rates[valley(losses)];
            case SLIDE -> rates[slide(losses)];
        };
    }

    /**
     * Returns how far the loss falls to its lowest, without the ends, which are hardly smoothed.
     */
    private static double fallOfFullMeans(double[] losses) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        double fall = 0;
        for (int i = END; i < losses.length - END; i++) {
            highest = Math.max(highest, losses[i]);
            if (losses[i] < lowest) {
                lowest = losses[i];
                fall = highest - lowest;
            }
        }
        return fall;
    }

    /**
     * Returns the standard deviation of losses about their smoothed course, from the median of the
     * deviations, which a divergence at the end does not move.
     */
    private static double noise(double[] losses, double[] smoothed) {
        double[] deviations = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            deviations[i] = Math.abs(losses[i] - smoothed[i]);
        }
        Arrays.sort(deviations);
        return NORMAL * deviations[losses.length / 2] / OF_A_MEAN;
    }

    private static int lowest(double[] losses) {
        int lowest = 0;
        for (int i = 1; i < losses.length; i++) {
            if (losses[i] < losses[lowest]) {
                lowest = i;
            }
        }
        return lowest;
    }

    private static int steepest(double[] rates, double[] losses) {
        int steepest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i + 1 < losses.length; i++) {
            double slope =
                    (losses[i + 1] - losses[i]) / (Math.log(rates[i + 1]) - Math.log(rates[i]));
            if (slope < smallest) {
                smallest = slope;
                steepest = i;
            }
        }
        return steepest;
    }

    private static int valley(double[] losses) {
        int[] longest = new int[losses.length];
        int end = 0;
        for (int i = 0; i < losses.length; i++) {
            longest[i] = 1;
            for (int j = 0; j < i; j++) {
                if (losses[i] < losses[j]) {
                    longest[i] = Math.max(longest[i], longest[j] + 1);
                }
            }
            if (longest[i] > longest[end]) {
                end = i;
            }
        }
        // The subsequence is taken for an interval, as the published rule does; with gaps its start
        // lies too far right.
        int start = Math.max(0, end - longest[end]);
        double third = (end - start) / 3.0;
        return start + (int) third + (int) (third / 2);
    }

    private static int slide(double[] losses) {
        double[] slope = slopes(losses);
        int right = losses.length - 1;
        int left = right - SLIDE_WIDTH;
        int found = left;
        while (left >= 0 && Math.abs(slope[right] - slope[left]) > ALIKE) {
            found = left;
            right--;
            left--;
        }
        return found;
    }

    /** Returns central differences by index, one-sided at the ends. */
    private static double[] slopes(double[] losses) {
        double[] slopes = new double[losses.length];
        int last = losses.length - 1;
        for (int i = 0; i <= last; i++) {
            int before = Math.max(0, i - 1);
            int after = Math.min(last, i + 1);
            slopes[i] = (losses[after] - losses[before]) / (after - before);
        }
        return slopes;
    }
}
