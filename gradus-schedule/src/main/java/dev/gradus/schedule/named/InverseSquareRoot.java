package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.Inverse;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.spelling.Spelling;

/**
 * A linear warm-up from 0, then decay by the square root of time: peak/√(1 + t/timescale), t from
 * the end of the warm-up.
 *
 * @param peak the highest rate
 * @param warmup the length of the warm-up
 * @param timescale the time after which the peak is divided by √2; as long as the warm-up by
 *     default
 * @param landing of the warm-up; on neither end by default
 * @see "transformers' get_inverse_sqrt_schedule; the Transformer's own schedule is noam"
 */
public record InverseSquareRoot(double peak, Span warmup, Span timescale, Landing landing)
        implements NamedSchedule {
    /** Checks the peak. */
    public InverseSquareRoot {
        Require.finite(peak, "inverseSquareRoot", "peak");
    }

    /**
     * Decay on the scale of the warm-up.
     *
     * @param peak the highest value
     * @param warmup the length of the way up
     */
    public InverseSquareRoot(double peak, Span warmup) {
        this(peak, warmup, warmup, Landing.NEITHER);
    }

    /**
     * {@return this schedule with a faster or slower decay}
     *
     * @param timescale the length over which the value falls by a factor of √2
     */
    public InverseSquareRoot timescale(Span timescale) {
        return new InverseSquareRoot(peak, warmup, timescale, landing);
    }

    /**
     * {@return this schedule with the updates of the warm-up on other ends}
     *
     * @param landing which updates lie on the ends
     */
    public InverseSquareRoot landing(Landing landing) {
        return new InverseSquareRoot(peak, warmup, timescale, landing);
    }

    @Override
    public Schedule definition() {
        return new Ramp(0, peak, warmup)
                .landing(landing)
                .then(new Inverse(peak, 1).power(0.5).per(timescale));
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "inverseSquareRoot",
                argument("peak", peak),
                argument("warmup", warmup),
                option("timescale", timescale, warmup),
                option("landing", landing, Landing.NEITHER));
    }

    @Override
    public String toString() {
        return text();
    }
}
