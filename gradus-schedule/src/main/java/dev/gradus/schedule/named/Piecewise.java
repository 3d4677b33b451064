package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;

import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;
import java.util.List;

/**
 * Constant pieces: a new value from each point on. The step at a boundary uses the new value.
 *
 * @param initial the first value
 * @param changes the later values and their starts, counted from the start of the schedule, in
 *     order
 * @see "PyTorch's and timm's MultiStep schedulers, Keras' PiecewiseConstantDecay (one step later),
 *     DL4J's MapSchedule"
 */
public record Piecewise(double initial, List<Change> changes) implements NamedSchedule {
    /** Checks the value and keeps its own copy of the changes. */
    public Piecewise {
        Require.finite(initial, "piecewise", "initial");
        changes = List.copyOf(changes);
    }

    @Override
    public Schedule definition() {
        return ConstantPieces.of(
                initial,
                changes.stream().map(Change::when).toList(),
                changes.stream().map(Change::value).toList());
    }

    @Override
    public Spelling spelling() {
        return Spelling.of("piecewise", argument("initial", initial), argument("changes", changes));
    }

    @Override
    public String toString() {
        return text();
    }
}
