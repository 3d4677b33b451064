package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;

import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;

/**
 * A straight line: from + (to − from)·t/n.
 *
 * @param from the first value
 * @param to the last value
 * @param length n; the rest of the run by default
 * @see "PyTorch's LinearLR, optax' linear_schedule, DJL's LinearTracker"
 */
public record Linear(double from, double to, Span length) implements NamedSchedule {
    /** Checks the values. */
    public Linear {
        Require.finite(from, "linear", "from");
        Require.finite(to, "linear", "to");
    }

    /**
     * A line over the rest of the run.
     *
     * @param from the first value
     * @param to the value at the end
     */
    public Linear(double from, double to) {
        this(from, to, Span.rest());
    }

    @Override
    public Schedule definition() {
        return new Ramp(from, to, length);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "linear",
                argument("from", from),
                argument("to", to),
                argument("length", length, Span.rest()));
    }

    @Override
    public String toString() {
        return text();
    }
}
