package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;

import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.schedule.spelling.Spelling;

/**
 * Polynomial decay: to + (from − to)·(1 − t/n)^power.
 *
 * @param from the first value
 * @param to the last value
 * @param power greater than 0
 * @param length n; the rest of the run by default
 * @see "PyTorch's PolynomialLR, Keras' PolynomialDecay, optax' polynomial_schedule, timm's
 *     PolyLRScheduler, DJL's PolynomialDecayTracker"
 */
public record Polynomial(double from, double to, double power, Span length)
        implements NamedSchedule {
    /** Checks the numbers. */
    public Polynomial {
        Require.finite(from, "polynomial", "from");
        Require.finite(to, "polynomial", "to");
        Require.positive(power, "polynomial", "power");
    }

    /**
     * Decay over the rest of the run.
     *
     * @param from the first value
     * @param to the value at the end
     * @param power the exponent
     */
    public Polynomial(double from, double to, double power) {
        this(from, to, power, Span.rest());
    }

    @Override
    public Schedule definition() {
        return new Ramp(from, to, length).shape(Shapes.power(power).reversed());
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "polynomial",
                argument("from", from),
                argument("to", to),
                argument("power", power),
                argument("length", length, Span.rest()));
    }

    @Override
    public String toString() {
        return text();
    }
}
