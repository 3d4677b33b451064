package dev.gradus.train.finder;

/**
 * The rates of a sweep, from the first to the last, both included.
 *
 * @param first the smallest rate, above 0
 * @param last the largest rate, above the first
 * @param rungs how many rates, at least 2
 * @param spacing how they lie between the ends
 */
public record Ladder(double first, double last, int rungs, Spacing spacing) {
    /** Checks the ends and the number of rungs. */
    public Ladder {
        if (!(first > 0) || !(last > first) || Double.isInfinite(last)) {
            throw new IllegalArgumentException(
                    "a sweep goes from a rate above 0 up to a larger one, got %s to %s"
                            .formatted(first, last));
        }
        if (rungs < 2) {
            throw new IllegalArgumentException("a sweep must try at least 2 rates, got " + rungs);
        }
    }

    /** How rates lie between the ends. */
    public enum Spacing {
        /** Equal ratios: Géron's ExponentialLearningRate, fastai's {@code lr_find}. */
        LOGARITHMIC,
        /** Equal differences: Jordan's LRFinder, Smith's range test. */
        LINEAR
    }

    /** {@return 100 rates of equal ratios from 0.000001 to 10} */
    public static Ladder usual() {
        return logarithmic(1e-6, 10, 100);
    }

    /**
     * {@return a ladder of equal ratios}
     *
     * @param first the lowest rate, above 0
     * @param last the highest rate
     * @param rungs how many rates, at least 2
     */
    public static Ladder logarithmic(double first, double last, int rungs) {
        return new Ladder(first, last, rungs, Spacing.LOGARITHMIC);
    }

    /**
     * {@return a ladder of equal differences}
     *
     * @param first the lowest rate, above 0
     * @param last the highest rate
     * @param rungs how many rates, at least 2
     */
    public static Ladder linear(double first, double last, int rungs) {
        return new Ladder(first, last, rungs, Spacing.LINEAR);
    }

    /**
     * {@return rate number {@code rung}, counted from 0; the first and the last are the ends
     * exactly}
     *
     * @param rung counted from 0
     */
    public double rate(int rung) {
        if (rung == 0) {
            return first;
        }
        if (rung == rungs - 1) {
            return last;
        }
        double share = (double) rung / (rungs - 1);
        return switch (spacing) {
            case LOGARITHMIC -> first * StrictMath.pow(last / first, share);
            case LINEAR -> first + (last - first) * share;
        };
    }
}
