package dev.gradus.run.event;

import dev.gradus.number.NumberText;
import java.util.OptionalDouble;

/**
 * The learning rate an update used, and how it was computed: {@code value = override}, or without
 * one {@code value = curve × factor}. A parameter group's multiplier is applied in addition.
 *
 * @param value the rate of the update
 * @param curve what the schedule said
 * @param factor the product of all controllers' factors, of what a person scaled it by, and of what
 *     an optimizer that finds its own rate multiplies it by; 1 when nobody interferes
 * @param override what a person set it to until released, times the optimizer's own factor
 */
public record LearningRate(double value, double curve, double factor, OptionalDouble override) {

    /**
     * A rate that is just the schedule's value.
     *
     * @param curve the schedule's value
     * @return the rate
     */
    public static LearningRate scheduled(double curve) {
        return new LearningRate(curve, curve, 1, OptionalDouble.empty());
    }

    /**
     * Answers "why is the rate what it is?".
     *
     * @return one line, for example {@code 0.0015 = 0.003 (schedule) × 0.5 (factor)}
     */
    public String explain() {
        String numbers = NumberText.json(value);
        if (override.isPresent()) {
            return numbers
                    + " (set by hand; the schedule says "
                    + NumberText.json(curve)
                    + factorText()
                    + ")";
        }
        return factor == 1
                ? numbers + " (schedule)"
                : numbers + " = " + NumberText.json(curve) + " (schedule)" + factorText();
    }

    private String factorText() {
        return factor == 1 ? "" : " × " + NumberText.json(factor) + " (factor)";
    }
}
