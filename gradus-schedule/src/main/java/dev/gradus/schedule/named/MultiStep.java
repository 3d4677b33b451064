package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;

import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A drop by a factor at each milestone: initial·factor^(milestones reached). The step at a
 * milestone uses the new value.
 *
 * @param initial the first value
 * @param factor what each milestone multiplies by
 * @param milestones from the start of the schedule, in order; one given twice counts twice
 * @see "PyTorch's MultiStepLR, optax' piecewise_constant_schedule; DJL's MultiFactorTracker drops
 *     one step later"
 */
public record MultiStep(double initial, double factor, List<Span> milestones)
        implements NamedSchedule {
    /** Checks the numbers and keeps its own copy of the milestones. */
    public MultiStep {
        Require.finite(initial, "multiStep", "initial");
        Require.finite(factor, "multiStep", "factor");
        milestones = List.copyOf(milestones);
    }

    @Override
    public Schedule definition() {
        var values =
                DoubleStream.iterate(initial, value -> value * factor)
                        .skip(1)
                        .limit(milestones.size());
        return ConstantPieces.of(initial, milestones, values.boxed().toList());
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "multiStep",
                argument("initial", initial),
                argument("factor", factor),
                argument("milestones", milestones));
    }

    @Override
    public String toString() {
        return text();
    }
}
