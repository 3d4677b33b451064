package dev.gradus.train.finder;

import java.util.Optional;

/**
 * A way to read a learning rate off a sweep. With rates x and smoothed losses y, both in the order
 * of the sweep.
 *
 * <p>No rule is always right, so a plot shows the rates of all; {@link #PEAK} and {@link #CONSTANT}
 * are chosen by the schedule that the rate is for.
 */
public enum Rule {
    /** Half the rate of the smallest loss: for the peak of a 1cycle schedule. */
    PEAK("minimum/2"),

    /** A quarter of the rate of the smallest loss: for a constant rate. */
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
     * at its two ends were alike: fastai's {@code slide}. If they never are, fastai answers with
     * the first rate of the sweep, and this rule with none.
     */
    SLIDE("slide");

    private static final int SLIDE_WIDTH = 15;
    private static final double ALIKE = 0.005;

    private final String label;

    Rule(String label) {
        this.label = label;
    }

    /** {@return the rule's name, as shown in tables and plots} */
    public String label() {
        return label;
    }

    /**
     * {@return the rate that this rule reads off a sweep, or why it reads none}
     *
     * @param sweep the rates and losses
     */
    public Reading read(Sweep sweep) {
        Optional<String> missing = Slope.missing(sweep);
        if (missing.isPresent()) {
            return new Reading.Unusable(missing.get());
        }
        double[] rates = sweep.rates();
        double[] losses = sweep.smoothed();
        return switch (this) {
            case PEAK -> new Reading.Suggested(rates[Slope.lowest(losses)] / 2);
            case CONSTANT -> new Reading.Suggested(rates[Slope.lowest(losses)] / 4);
            case MINIMUM -> new Reading.Suggested(rates[Slope.lowest(losses)] / 10);
            case STEEPEST -> new Reading.Suggested(rates[steepest(rates, losses)]);
            case VALLEY -> new Reading.Suggested(rates[valley(losses)]);
            case SLIDE -> slide(rates, losses);
        };
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
        // The subsequence is treated as an interval, as in the published rule; with gaps, its start
        // is too far right.
        int start = Math.max(0, end - longest[end]);
        double third = (end - start) / 3.0;
        return start + (int) third + (int) (third / 2);
    }

    private static Reading slide(double[] rates, double[] losses) {
        double[] slope = slopes(losses);
        int right = losses.length - 1;
        int left = right - SLIDE_WIDTH;
        int found = left;
        while (left >= 0 && Math.abs(slope[right] - slope[left]) > ALIKE) {
            found = left;
            right--;
            left--;
        }
        // At the first rate the interval has reached the end of the sweep, which is not an answer.
        return left < 0
                ? new Reading.Unusable(
                        "the slopes at the two ends of its interval are similar nowhere")
                : new Reading.Suggested(rates[found]);
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
