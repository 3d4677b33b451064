package dev.gradus.schedule;

import static dev.gradus.schedule.Decimal.brief;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The rate an update uses, with its parts: curve × group multiplier × controllers, or what a person
 * holds it at × group multiplier.
 *
 * @param scheduled the curve's value
 * @param group the multiplier of the parameter group
 * @param factors what controllers multiply by, each with its cause
 * @param held what a person set the rate to, in place of the curve and its controllers
 */
public record EffectiveRate(
        double scheduled, double group, List<Factor> factors, OptionalDouble held) {
    /**
     * What one controller multiplies by.
     *
     * @param cause who, in text, such as {@code plateau(patience=3)}
     * @param value greater than 0
     */
    public record Factor(String cause, double value) {}

    /** Keeps its own copy of the factors. */
    public EffectiveRate {
        factors = List.copyOf(factors);
    }

    /** Returns a rate that only the curve decides. */
    public static EffectiveRate of(double scheduled) {
        return new EffectiveRate(scheduled, 1, List.of(), OptionalDouble.empty());
    }

    /** Returns this rate for a parameter group. */
    public EffectiveRate group(double multiplier) {
        return new EffectiveRate(scheduled, multiplier, factors, held);
    }

    /** Returns this rate with one more controller. */
    public EffectiveRate times(String cause, double factor) {
        var more = new ArrayList<>(factors);
        more.add(new Factor(cause, factor));
        return new EffectiveRate(scheduled, group, more, held);
    }

    /** Returns this rate held by a person. */
    public EffectiveRate heldAt(double rate) {
        return new EffectiveRate(scheduled, group, factors, OptionalDouble.of(rate));
    }

    /** Returns the product, in the order schedule, controllers, group. */
    public double value() {
        double rate = scheduled;
        for (var factor : factors) {
            rate *= factor.value();
        }
        return held.orElse(rate) * group;
    }

    /** Returns one line: the rate and how it comes about. */
    public String explanation() {
        var text = new StringBuilder(brief(value())).append(" = ");
        if (held.isPresent()) {
            text.append(brief(held.getAsDouble())).append(" (held by hand)");
        } else {
            text.append(brief(scheduled)).append(" (schedule)");
            factors.forEach(factor ->
                    text.append(" × ")
                            .append(brief(factor.value()))
                            .append(" (")
                            .append(factor.cause())
                            .append(")"));
        }
        return text.append(group == 1 ? "" : " × " + brief(group) + " (group)").toString();
    }
}
