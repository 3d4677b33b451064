package dev.gradus.schedule;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;
import static dev.gradus.schedule.spelling.Spelling.receiver;

import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.schedule.spelling.Spelling;
import java.util.List;
import java.util.Map;

/**
 * A warm-up before any schedule: during it, the schedule's first value times a factor that rises to
 * 1; afterwards the schedule, from its own start. A schedule that takes the rest of the run becomes
 * that much shorter.
 *
 * <p>Over W steps the factor is (t+1)/(W+1), so no update is wasted at 0; {@link #landing} chooses
 * t/W, (t+1)/W or t/(W−1).
 *
 * @param schedule what comes after
 * @param length W
 * @param from the factor to begin with; 0 by default
 * @param shape the way up; straight by default
 * @param landing on which ends of the way up an update lands; on neither by default
 * @see <a href="https://arxiv.org/abs/1706.02677">Goyal et al. 2017</a>; PyTorch's LinearLR,
 *     transformers' num_warmup_steps, ignite's create_lr_scheduler_with_warmup
 */
public record Warmup(Schedule schedule, Span length, double from, RampShape shape, Landing landing)
        implements NamedSchedule {
    /** The name, its product and its delay. */
    public static final int LEVELS = 3;

    /** Checks the factor. */
    public Warmup {
        PartLimits.require("warmup", LEVELS, schedule);
        Require.finite(from, "warmup", "from");
    }

    /**
     * A linear rise from 0.
     *
     * @param schedule what follows the warm-up
     * @param length how long the warm-up takes
     */
    public Warmup(Schedule schedule, Span length) {
        this(schedule, length, 0, Shapes.LINEAR, Landing.NEITHER);
    }

    /**
     * {@return this warm-up from another share of the first value}
     *
     * @param from the share of the first value to start with, in [0, 1]
     */
    public Warmup from(double from) {
        return new Warmup(schedule, length, from, shape, landing);
    }

    /**
     * {@return this warm-up with another shape}
     *
     * @param shape the shape of the rise
     */
    public Warmup shape(RampShape shape) {
        return new Warmup(schedule, length, from, shape, landing);
    }

    /**
     * {@return this warm-up with its updates on other ends}
     *
     * @param landing which updates lie on its ends
     */
    public Warmup landing(Landing landing) {
        return new Warmup(schedule, length, from, shape, landing);
    }

    @Override
    public Schedule definition() {
        return schedule.delay(length).times(new Ramp(from, 1, length, shape, landing));
    }

    /** Companions wait at their first value. */
    @Override
    public Map<HyperParameter, Schedule> companions() {
        return schedule.delay(length).companions();
    }

    @Override
    public List<Schedule> parts() {
        return List.of(schedule);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "warmup",
                receiver("schedule", schedule),
                argument("length", length),
                option("from", from, 0),
                option("shape", shape, Shapes.LINEAR),
                option("landing", landing, Landing.NEITHER));
    }

    @Override
    public String toString() {
        return text();
    }
}
