package dev.gradus.schedule.named;

import dev.gradus.schedule.Named;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;

/**
 * A straight line: from + (to − from)·t/n.
 *
 * @param from the first value
 * @param to where it arrives
 * @param length n; the rest of the run unless given
 * @see "PyTorch's LinearLR, optax' linear_schedule, DJL's LinearTracker"
 */
public record Linear(double from, double to, Span length) implements Named {
    /** Checks the values. */
    public Linear {
        Require.finite(from, "linear", "from");
        Require.finite(to, "linear", "to");
    }

    /** A line over the rest of the run. */
    public Linear(double from, double to) {
        this(from, to, Span.rest());
    }

    @Override
    public Schedule definition() {
        return new Ramp(from, to, length);
    }

    @Override
    public String toString() {
        return text();
    }
}
