package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.schedule.spelling.Spelling;

/**
 * One value for most of the run, then a cosine down to the end.
 *
 * @param value the flat part
 * @param flat how long; 75 % of the run by default
 * @param to the last value; 0 by default
 * @see "fastai's fit_flat_cos"
 */
public record FlatThenCosine(double value, Span flat, double to) implements NamedSchedule {
    /** Checks the values. */
    public FlatThenCosine {
        Require.finite(value, "flatThenCosine", "value");
        Require.finite(to, "flatThenCosine", "to");
    }

    /**
     * Flat for three quarters of the run, then down to 0.
     *
     * @param value the value
     */
    public FlatThenCosine(double value) {
        this(value, Span.percent(75), 0);
    }

    /**
     * {@return this schedule with another flat part}
     *
     * @param flat how long the value is held
     */
    public FlatThenCosine flat(Span flat) {
        return new FlatThenCosine(value, flat, to);
    }

    /**
     * {@return this schedule with another last value}
     *
     * @param to the value at the end
     */
    public FlatThenCosine to(double to) {
        return new FlatThenCosine(value, flat, to);
    }

    @Override
    public Schedule definition() {
        return new Hold(value, flat).then(new Ramp(value, to, Span.rest()).shape(Shapes.COSINE));
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "flatThenCosine",
                argument("value", value),
                option("flat", flat, Span.percent(75)),
                option("to", to, 0));
    }

    @Override
    public String toString() {
        return text();
    }
}
