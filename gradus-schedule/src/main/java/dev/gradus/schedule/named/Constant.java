package dev.gradus.schedule.named;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Named;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.argument.Require;

/**
 * One value for the whole run.
 *
 * @param value a finite number
 * @see "PyTorch's ConstantLR with factor 1, optax' constant_schedule, DL4J's FixedSchedule"
 */
public record Constant(double value) implements Named {
    /** Checks the value. */
    public Constant {
        Require.finite(value, "constant", "value");
    }

    @Override
    public Schedule definition() {
        return new Hold(value);
    }

    @Override
    public String toString() {
        return text();
    }
}
