package dev.gradus.train.finder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A real run at one rate.
 *
 * @param rate the highest rate of its schedule
 * @param repeat 0 with the run's own seed, 1 with the next one, and so on
 * @param measured its measurements on the held-out examples, by name, with {@code loss}; empty if
 *     it diverged
 */
public record Trial(double rate, int repeat, Map<String, Double> measured) {
    /** Copies the measurements. */
    public Trial {
        measured = Collections.unmodifiableMap(new LinkedHashMap<>(measured));
    }

    /**
     * {@return the loss it is judged by, the {@link ScaledLoss} where there is one; infinite if it
     * diverged}
     */
    public double loss() {
        double loss =
                measured.getOrDefault(
                        ScaledLoss.NAME, measured.getOrDefault("loss", Double.POSITIVE_INFINITY));
        return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    }

    /** {@return whether it diverged} */
    public boolean hasDiverged() {
        return loss() == Double.POSITIVE_INFINITY;
    }
}
