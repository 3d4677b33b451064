package dev.gradus.train.finder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A short real run at one rate, to check a suggestion.
 *
 * @param rate the highest rate of its schedule
 * @param measured the results by name, {@code loss} among them: of the validation part, or of its
 *     last training batches where there is none
 * @param ending why it ended: {@code completed} or {@code diverged}
 */
public record Trial(double rate, Map<String, Double> measured, String ending) {
    /** Copies lists and maps, and checks the values. */
    public Trial {
        measured = Collections.unmodifiableMap(new LinkedHashMap<>(measured));
    }

    /** {@return its loss; infinite if it is not a number or the run diverged} */
    public double loss() {
        double loss = measured.getOrDefault("loss", Double.POSITIVE_INFINITY);
        return ending.equals("diverged") || !Double.isFinite(loss)
                ? Double.POSITIVE_INFINITY
                : loss;
    }
}
