package dev.gradus.schedule;

import dev.gradus.schedule.argument.Require;

/**
 * One value for a while.
 *
 * @param value a finite number
 * @param length how long; the rest unless given
 */
public record Hold(double value, Span length) implements Schedule {
    /** Checks the value. */
    public Hold {
        Require.finite(value, "hold", "value");
    }

    /** One value for the rest of the run. */
    public Hold(double value) {
        this(value, Span.rest());
    }

    @Override
    public String toString() {
        return text();
    }
}
