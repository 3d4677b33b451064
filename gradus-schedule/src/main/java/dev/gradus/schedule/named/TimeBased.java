package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;

import dev.gradus.schedule.Inverse;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;

/**
 * Time-based decay: initial/(1 + decay·t), with t in updates. What {@code decay=} of the Keras 1
 * and 2 optimizers does.
 *
 * @param initial the first value
 * @param decay 0 or more
 * @see "The optimizers of Keras before version 3; version 3 ignores the argument"
 */
public record TimeBased(double initial, double decay) implements NamedSchedule {
    /** Checks the numbers. */
    public TimeBased {
        Require.finite(initial, "timeBased", "initial");
        Require.notNegative(decay, "timeBased", "decay");
    }

    @Override
    public Schedule definition() {
        return new Inverse(initial, decay);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("timeBased", argument("initial", initial), argument("decay", decay));
    }

    @Override
    public String toString() {
        return text();
    }
}
