package dev.gradus.train.finder;

import java.util.Arrays;

/** Whether a sweep covers the rates from which something can be read. */
public enum Reach {
    /** The loss begins level and ends high, or this cannot be told. */
    FITS,
    /** The loss falls or rises from the very first rates on. */
    STARTS_TOO_HIGH,
    /** The loss has not risen at the last rate. */
    ENDS_TOO_LOW;

    private static final int FEWEST_POINTS = 16;

    /** The share of a sweep that counts as its beginning. */
    private static final double HEAD = 0.1;

    /** The share of its fall that a loss must not make in the beginning. */
    private static final double SOON = 0.3;

    /** The index of the first loss that is a mean of five. */
    private static final int FIRST = 2;

    private static final double NOISE = 3;

    /** Returns this for a sweep, averaged or not. */
    static Reach of(Sweep sweep) {
        double[] losses = sweep.smoothed();
        if (losses.length < FEWEST_POINTS) {
            return sweep.hasRunOut() ? STARTS_TOO_HIGH : FITS;
        }
        if (fallsSoon(sweep, losses) || rises(sweep, losses)) {
            return STARTS_TOO_HIGH;
        }
        return !sweep.hasRunOut() && Slope.missing(sweep).isPresent() ? ENDS_TOO_LOW : FITS;
    }

    private static boolean fallsSoon(Sweep sweep, double[] losses) {
        int lowest = Slope.lowest(losses);
        double fall = Arrays.stream(losses, 0, lowest + 1).max().orElseThrow() - losses[lowest];
        double soon = losses[FIRST] - losses[Math.max(FIRST, head(losses))];
        return soon > SOON * fall && soon > NOISE * Slope.deviationOfMeans(sweep);
    }

    private static boolean rises(Sweep sweep, double[] losses) {
        int lowest = Slope.lowest(losses);
        double rise = losses[losses.length - 1 - FIRST] - losses[lowest];
        return lowest <= head(losses)
                && (sweep.hasRunOut() || rise > NOISE * Slope.deviationOfMeans(sweep));
    }

    private static int head(double[] losses) {
        return (int) (losses.length * HEAD);
    }
}
