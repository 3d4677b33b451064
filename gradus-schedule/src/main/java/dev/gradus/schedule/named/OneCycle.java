package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.component;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Knots;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.schedule.spelling.Spelling;
import java.util.List;
import java.util.Map;

/**
 * The 1cycle policy: up from peak/startDivisor to peak during the warm-up, then down by orders of
 * magnitude for the rest of the run, to peak/startDivisor/finalDivisor. Momentum runs opposite: it
 * falls while the rate rises. With three phases, the fall takes as long as the rise and ends where
 * that started, and the final drop takes the rest of the run.
 *
 * <p>The peak is reached exactly, at the step where the warm-up ends. PyTorch's knots are one step
 * earlier and may fall between two updates; {@code torch.OneCycleLR(…)} gives its values.
 *
 * @param peak the highest rate
 * @param rise the length of the rise; 30 % of the run by default
 * @param startDivisor the peak divided by the first rate, greater than 0; 25 by default
 * @param finalDivisor the first rate divided by the last, greater than 0; 10 000 by default
 * @param shape of every phase; a cosine by default
 * @param phases two by default
 * @param calmMomentum the momentum at the start and the end; 0.95 by default
 * @param fastMomentum the momentum at the peak; 0.85 by default
 * @see <a href="https://arxiv.org/abs/1708.07120">Smith and Topin 2018</a>; PyTorch's OneCycleLR,
 *     fastai's fit_one_cycle, optax' cosine_onecycle_schedule and linear_onecycle_schedule
 */
public record OneCycle(
        double peak,
        Span rise,
        double startDivisor,
        double finalDivisor,
        RampShape shape,
        Phases phases,
        double calmMomentum,
        double fastMomentum)
        implements NamedSchedule {
    /** The number of phases. */
    public enum Phases {
        /** Up, then all the way down. */
        TWO,
        /** Up, down to the same level, then the final drop. */
        THREE
    }

    /** Checks the numbers. */
    public OneCycle {
        Require.finite(peak, "oneCycle", "peak");
        Require.positive(startDivisor, "oneCycle", "startDivisor");
        Require.positive(finalDivisor, "oneCycle", "finalDivisor");
        Require.finite(calmMomentum, "oneCycle", "calmMomentum");
        Require.finite(fastMomentum, "oneCycle", "fastMomentum");
    }

    /**
     * Two cosine phases over the whole run.
     *
     * @param peak the highest value
     */
    public OneCycle(double peak) {
        this(peak, Span.percent(30), 25, 1e4, Shapes.COSINE, Phases.TWO, 0.95, 0.85);
    }

    /**
     * {@return this cycle with another rise}
     *
     * @param rise the length of the rise
     */
    public OneCycle rise(Span rise) {
        return new OneCycle(
                peak, rise, startDivisor, finalDivisor, shape, phases, calmMomentum, fastMomentum);
    }

    /**
     * {@return this cycle with a first rate of peak/startDivisor}
     *
     * @param startDivisor the peak divided by the first value, above 0
     */
    public OneCycle startDivisor(double startDivisor) {
        return new OneCycle(
                peak, rise, startDivisor, finalDivisor, shape, phases, calmMomentum, fastMomentum);
    }

    /**
     * {@return this cycle with a last rate of the first rate divided by {@code finalDivisor}}
     *
     * @param finalDivisor the first value divided by the last, above 0
     */
    public OneCycle finalDivisor(double finalDivisor) {
        return new OneCycle(
                peak, rise, startDivisor, finalDivisor, shape, phases, calmMomentum, fastMomentum);
    }

    /**
     * {@return this cycle with another shape of its phases}
     *
     * @param shape the shape of the curve between two values
     */
    public OneCycle shape(RampShape shape) {
        return new OneCycle(
                peak, rise, startDivisor, finalDivisor, shape, phases, calmMomentum, fastMomentum);
    }

    /**
     * {@return this cycle in two or three phases}
     *
     * @param phases whether the final drop is a phase of its own
     */
    public OneCycle phases(Phases phases) {
        return new OneCycle(
                peak, rise, startDivisor, finalDivisor, shape, phases, calmMomentum, fastMomentum);
    }

    /**
     * {@return this cycle with another momentum}
     *
     * @param calmMomentum at the start and the end
     * @param fastMomentum at the peak
     */
    public OneCycle momentum(double calmMomentum, double fastMomentum) {
        return new OneCycle(
                peak, rise, startDivisor, finalDivisor, shape, phases, calmMomentum, fastMomentum);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return knots().companions();
    }

    @Override
    public Schedule definition() {
        return knots();
    }

    private Knots knots() {
        double first = peak / startDivisor;
        double last = first / finalDivisor;
        var up = new Knots(List.of(first, calmMomentum)).to(rise, shape, peak, fastMomentum);
        return switch (phases) {
            case TWO -> up.to(Span.rest(), shape, last, calmMomentum);
            case THREE ->
                    up.to(rise, shape, first, calmMomentum)
                            .to(Span.rest(), shape, last, calmMomentum);
        };
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "oneCycle",
                argument("peak", peak),
                option("rise", rise, Span.percent(30)),
                option("startDivisor", startDivisor, 25),
                option("finalDivisor", finalDivisor, 1e4),
                option("shape", shape, Shapes.COSINE),
                option("phases", phases, Phases.TWO),
                momentum());
    }

    private Spelling.Word momentum() {
        return new Spelling.Option(
                "momentum",
                List.of(
                        component("calmMomentum", calmMomentum),
                        component("fastMomentum", fastMomentum)),
                List.of(0.95, 0.85));
    }

    @Override
    public String toString() {
        return text();
    }
}
