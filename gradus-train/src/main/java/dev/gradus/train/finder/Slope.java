package dev.gradus.train.finder;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a rate can be read off a sweep: its loss must fall, by more than the noise of batches,
 * and then rise again.
 */
final class Slope {
    private static final int FEWEST_POINTS = 16;
    private static final double FLAT = 0.02;

    /** The share of its fall by which a loss must rise again. */
    private static final double RISE = 0.1;

    /** The number of points at either end whose smoothed losses are means of fewer than five. */
    private static final int END = 2;

    /**
     * Where losses differ only by noise, the means of five among a hundred lie this many deviations
     * apart in one of 70 sweeps.
     */
    private static final double NOISE = 3;

    /** Means of five on a level tail lie apart by less than this many deviations. */
    private static final double RISE_IN_NOISE = 2;

    /** A normal distribution's standard deviation divided by its median absolute deviation. */
    private static final double NORMAL = 1.4826;

    /** The share of a deviation that remains about a mean of five that includes it. */
    private static final double OF_A_MEAN = Math.sqrt(0.8);

    private Slope() {}

    /** Returns why no rate can be read off a sweep; empty if one can. */
    static Optional<String> missing(Sweep sweep) {
        double[] losses = sweep.smoothed();
        if (losses.length < FEWEST_POINTS) {
            return Optional.of(
                    Text.of(
                                    "the loss is finite at %s only, and at least %d are needed; sweep with more steps or from a",
                                    NumberText.counted(losses.length, "point"), FEWEST_POINTS)
                            + " smaller rate");
        }
        double noise = noise(sweep.losses(), losses);
        return flat(losses)
                .or(() -> lostInNoise(losses, noise))
                .or(() -> sweep.hasRunOut() ? Optional.empty() : neverRose(sweep, losses, noise));
    }

    private static Optional<String> flat(double[] losses) {
        int lowest = lowest(losses);
        double highestBefore = Arrays.stream(losses, 0, lowest + 1).max().orElseThrow();
        if (highestBefore - losses[lowest] > FLAT * Math.abs(highestBefore)) {
            return Optional.empty();
        }
        return Optional.of(
                Text.of(
                                "the loss never falls: it is %.4g at the smallest rate and %.4g at its best; ",
                                losses[0], losses[lowest])
                        + (lowest < losses.length / 10
                                ? "begin the sweep at a smaller rate"
                                : "sweep to a larger rate, or look at the data and the loss"));
    }

    private static Optional<String> lostInNoise(double[] losses, double noise) {
        double fall = fallOfFullMeans(losses);
        return fall > NOISE * noise
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                        "the loss falls only by %.4g, and batches differ by %.4g; ",
                                        fall, noise)
                                + "sweep to a larger rate, repeatedly, or with larger batches");
    }

    private static Optional<String> neverRose(Sweep sweep, double[] losses, double noise) {
        int lowest = lowest(losses);
        double rise =
                Arrays.stream(losses, lowest, losses.length).max().orElseThrow() - losses[lowest];
        double fall = Arrays.stream(losses, 0, lowest + 1).max().orElseThrow() - losses[lowest];
        return rise > Math.max(RISE * fall, RISE_IN_NOISE * noise)
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                        "the loss never rises again: it falls to %.4g and is still %.4g at the largest rate, %.4g, so nothing says",
                                        losses[lowest],
                                        losses[losses.length - 1],
                                        sweep.points().getLast().rate())
                                + " which rates are too large; sweep to a larger rate, or with more data");
    }

    /**
     * Returns how far the loss falls to its minimum, ignoring the ends, which are hardly smoothed.
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

    /** Returns the standard deviation of a mean of five of a sweep's losses. */
    static double deviationOfMeans(Sweep sweep) {
        return noise(sweep.losses(), sweep.smoothed()) / Math.sqrt(5);
    }

    /** Returns where the smallest of these losses is, the first of several. */
    static int lowest(double[] losses) {
        return IntStream.range(1, losses.length)
                .reduce(0, (lowest, i) -> losses[i] < losses[lowest] ? i : lowest);
    }
}
