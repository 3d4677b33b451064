package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.schedule.spelling.Spelling;

/**
 * Warm-up, stable, decay (WSD, the trapezoid): a linear rise from 0, then the peak for as long as
 * the run allows, then a cool-down.
 *
 * <p>The cool-down's shape: {@code power(0.5)} is 1 − √u, best in Hägele et al.; {@code LINEAR},
 * {@code COSINE} and {@code HALVING} are the others in use.
 *
 * @param peak the stable rate
 * @param warmup the length of the rise
 * @param decay the length of the cool-down at the end
 * @param to the last value; 0 by default
 * @param shape of the cool-down; 1 − √u by default
 * @param landing of both ramps; on neither end by default, so no update runs at 0
 * @see <a href="https://arxiv.org/abs/2405.18392">Hägele et al. 2024</a>; transformers'
 *     get_wsd_schedule, Megatron-LM's WSD, torchtitan, llm.c
 */
public record WarmupStableDecay(
        double peak, Span warmup, Span decay, double to, RampShape shape, Landing landing)
        implements NamedSchedule {
    /** Checks the values. */
    public WarmupStableDecay {
        Require.finite(peak, "warmupStableDecay", "peak");
        Require.finite(to, "warmupStableDecay", "to");
    }

    /**
     * A cool-down of shape 1 − √u to 0.
     *
     * @param peak the highest value
     * @param warmup the length of the way up
     * @param decay the length of the cool-down at the end
     */
    public WarmupStableDecay(double peak, Span warmup, Span decay) {
        this(peak, warmup, decay, 0, Shapes.power(0.5), Landing.NEITHER);
    }

    /**
     * {@return this schedule with another last value}
     *
     * @param to the value at the end
     */
    public WarmupStableDecay to(double to) {
        return new WarmupStableDecay(peak, warmup, decay, to, shape, landing);
    }

    /**
     * {@return this schedule with another cool-down}
     *
     * @param shape the shape of the curve between two values
     */
    public WarmupStableDecay shape(RampShape shape) {
        return new WarmupStableDecay(peak, warmup, decay, to, shape, landing);
    }

    /**
     * {@return this schedule with the updates of both ramps on other ends}
     *
     * @param landing which updates lie on the ends
     */
    public WarmupStableDecay landing(Landing landing) {
        return new WarmupStableDecay(peak, warmup, decay, to, shape, landing);
    }

    @Override
    public Schedule definition() {
        return new Ramp(0, peak, warmup)
                .landing(landing)
                .then(new Hold(peak))
                .then(new Ramp(peak, to, decay, shape, landing));
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "warmupStableDecay",
                argument("peak", peak),
                argument("warmup", warmup),
                argument("decay", decay),
                option("to", to, 0),
                option("shape", shape, Shapes.power(0.5)),
                option("landing", landing, Landing.NEITHER));
    }

    @Override
    public String toString() {
        return text();
    }
}
