package dev.gradus.sweep;

import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving: all points train for a share of their run, the best of them continue to a
 * larger share, and so on; the last ones train to the end. With factor η and n points there are
 * {@code ⌊log_η n⌋ + 1} rungs; rung k has {@code ⌊n / ηᵏ⌋} points.
 *
 * <p>A run continues from its own checkpoint and under the schedule of the whole run, so it ends
 * with the bits of an uninterrupted run.
 *
 * @param factor η, at least 2: one point in η continues, for η times as long
 * @see "Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter
 *     Optimization, AISTATS 2016"
 */
public record Halving(int factor) {
    /** Refuses a factor with which all points would continue. */
    public Halving {
        if (factor < 2) {
            throw new IllegalArgumentException(
                    "the factor of halving must be at least 2, got " + factor);
        }
    }

    /**
     * A stage of a sweep.
     *
     * @param points how many points it trains
     * @param divisor ηᵏ: at the end of the rung a point has trained this part of its whole run, at
     *     least 1
     */
    public record Rung(int points, long divisor) {
        /** The rung of a sweep without halving: all points, to the end. */
        static List<Rung> whole(int points) {
            return List.of(new Rung(points, 1));
        }

        /** Returns after which update of its whole run a trial stops at this rung. */
        long stepsOf(long end) {
            return Math.ceilDiv(end, divisor);
        }
    }

    /**
     * {@return the rungs of a sweep, the shortest first}
     *
     * @param points how many there are at the start, at least 1
     */
    public List<Rung> rungs(int points) {
        int last = 0;
        for (int left = points; left >= factor; left /= factor) {
            last++;
        }
        var rungs = new ArrayList<Rung>();
        long divisor = 1;
        for (int k = 0; k < last; k++) {
            divisor *= factor;
        }
        int left = points;
        for (int k = 0; k <= last; k++) {
            rungs.add(new Rung(left, divisor));
            left /= factor;
            divisor /= factor;
        }
        return rungs;
    }
}
