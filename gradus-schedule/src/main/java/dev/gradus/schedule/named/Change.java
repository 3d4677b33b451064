package dev.gradus.schedule.named;

import dev.gradus.number.NumberText;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;

/**
 * A new value from some point on.
 *
 * @param when the time from the start of the schedule
 * @param value a finite number
 */
public record Change(Span when, double value) {
    /** Checks the value. */
    public Change {
        Require.finite(value, "at", "value");
    }

    @Override
    public String toString() {
        return "at(" + when + ", " + NumberText.exact(value) + ")";
    }
}
