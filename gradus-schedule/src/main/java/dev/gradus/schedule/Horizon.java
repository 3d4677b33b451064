package dev.gradus.schedule;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.schedule.argument.Require;

/**
 * The run that spans are measured against.
 *
 * @param steps updates in the whole run, 0 or more
 * @param stepsPerEpoch updates in one pass over the data; 0 if not known
 * @param batchSize examples per update; 0 if not known
 */
public record Horizon(long steps, long stepsPerEpoch, long batchSize) {
    /**
     * The largest number of steps of a run, 2^53: a schedule's clock is a double, which represents
     * every integer up to there.
     */
    public static final long MOST_STEPS = 1L << 53;

    /** Checks that no number is negative and that the steps can be counted exactly. */
    public Horizon {
        Require.atLeast(0, steps, "horizon", "steps");
        if (steps > MOST_STEPS) {
            throw new IllegalArgumentException(
                    Text.of(
                            "horizon: %,d steps are more than can be counted; the most are %,d",
                            steps, MOST_STEPS));
        }
        Require.atLeast(0, stepsPerEpoch, "horizon", "stepsPerEpoch");
        Require.atLeast(0, batchSize, "horizon", "batchSize");
    }

    /**
     * {@return a run of a number of updates; spans in epochs or samples cannot be measured against
     * it}
     *
     * @param steps updates, at least 1
     */
    public static Horizon ofSteps(long steps) {
        return new Horizon(steps, 0, 0);
    }

    /**
     * {@return a run of a number of epochs, of as many steps as come nearest, at least 1}
     *
     * @param epochs passes over the data, above 0; 2.5 end in the middle of the third
     * @param stepsPerEpoch updates in one pass, at least 1
     */
    public static Horizon ofEpochs(double epochs, long stepsPerEpoch) {
        double steps = epochs * stepsPerEpoch;
        if (!(steps <= MOST_STEPS)) {
            throw new IllegalArgumentException(
                    Text.of(
                            "horizon: %s epochs of %,d steps are more steps than can be counted; the most are %,d",
                            NumberText.brief(epochs), stepsPerEpoch, MOST_STEPS));
        }
        Require.positive(epochs, "horizon", "epochs");
        return new Horizon(Math.max(1, Math.round(steps)), stepsPerEpoch, 0);
    }

    /**
     * {@return a run of a number of epochs; Kotlin takes no whole number for one with decimals}
     *
     * @param epochs passes over the data, above 0
     * @param stepsPerEpoch updates in one pass, at least 1
     */
    public static Horizon ofEpochs(int epochs, long stepsPerEpoch) {
        return ofEpochs((double) epochs, stepsPerEpoch);
    }

    /**
     * {@return this run with the batch size given, in examples per update}
     *
     * @param batchSize examples per update, at least 1
     */
    public Horizon withBatchSize(long batchSize) {
        return new Horizon(steps, stepsPerEpoch, batchSize);
    }
}
