package dev.gradus.schedule;

import dev.gradus.schedule.argument.Require;

/**
 * From one value to another: from + (to − from)·shape(u) with progress u = t/n, and exactly {@code
 * to} from step n on.
 *
 * @param from the first value
 * @param to the last value, which the next phase begins with or which holds after the end
 * @param length n
 * @param shape the way between; straight unless given
 * @param landing on which ends an update lands; on the start unless given
 */
public record Ramp(double from, double to, Span length, Shape shape, Landing landing)
        implements Schedule {
    /** Checks the values. */
    public Ramp {
        Require.finite(from, "ramp", "from");
        Require.finite(to, "ramp", "to");
        if (shape.goesByFactors() && from * to <= 0) {
            throw new IllegalArgumentException(
                    "ramp: a GEOMETRIC ramp goes by factors, so both values must differ from 0 and have one sign, got "
                            + from
                            + " and "
                            + to);
        }
    }

    /** A straight line. */
    public Ramp(double from, double to, Span length) {
        this(from, to, length, Shapes.LINEAR, Landing.START);
    }

    /** Returns this ramp with another way between its values. */
    public Ramp shape(Shape shape) {
        return new Ramp(from, to, length, shape, landing);
    }

    /** Returns this ramp with its updates on other ends. */
    public Ramp landing(Landing landing) {
        return new Ramp(from, to, length, shape, landing);
    }

    @Override
    public String toString() {
        return text();
    }
}
