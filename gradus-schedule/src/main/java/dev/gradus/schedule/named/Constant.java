package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;

/**
 * One value for the whole run.
 *
 * @param value a finite number
 * @see "PyTorch's ConstantLR with factor 1, optax' constant_schedule, DL4J's FixedSchedule"
 */
public record Constant(double value) implements NamedSchedule {
    /** Checks the value. */
    public Constant {
        Require.finite(value, "constant", "value");
    }

    @Override
    public Schedule definition() {
        return new Hold(value);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("constant", argument("value", value));
    }

    @Override
    public String toString() {
        return text();
    }
}
