package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.schedule.spelling.Spelling;

/**
 * From one value to another: from + (to − from)·shape(u) with progress u = t/n, and exactly {@code
 * to} from step n on.
 *
 * @param from the first value
 * @param to the last value, with which the next phase starts or which holds after the end
 * @param length n
 * @param shape the shape of the curve; straight by default
 * @param landing on which ends an update lands; on the start by default
 */
public record Ramp(double from, double to, Span length, RampShape shape, Landing landing)
        implements Schedule {
    /** Checks the values. */
    public Ramp {
        Require.finite(from, "ramp", "from");
        Require.finite(to, "ramp", "to");
        if (shape.goesByFactors() && from * to <= 0) {
            throw new IllegalArgumentException(
                    "ramp: a GEOMETRIC ramp changes by equal factors, so both values must differ from 0 and have the same sign, got "
                            + from
                            + " and "
                            + to);
        }
    }

    /**
     * A straight line.
     *
     * @param from the first value
     * @param to the value at the end
     * @param length how long the way takes
     */
    public Ramp(double from, double to, Span length) {
        this(from, to, length, Shapes.LINEAR, Landing.START);
    }

    /**
     * {@return this ramp with another shape}
     *
     * @param shape the way between the values
     */
    public Ramp shape(RampShape shape) {
        return new Ramp(from, to, length, shape, landing);
    }

    /**
     * {@return this ramp with its updates on other ends}
     *
     * @param landing which updates lie on the ends
     */
    public Ramp landing(Landing landing) {
        return new Ramp(from, to, length, shape, landing);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "ramp",
                argument("from", from),
                argument("to", to),
                argument("length", length),
                argument("shape", shape, Shapes.LINEAR),
                option("landing", landing, Landing.START));
    }

    @Override
    public String toString() {
        return text();
    }
}
