package dev.gradus.studio.record;

import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.studio.record.Points.Across;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Steps that were read from the record, as curves.
 *
 * @param steps the steps, in order
 */
public record StepColumns(
        List<StepCompleted> steps, double from, double to, int columns, Across across) {
    public StepColumns {
        steps = List.copyOf(steps);
    }

    /** Returns the visible points of one of their numbers. */
    public Points of(ToDoubleFunction<StepCompleted> number) {
        var points = new Columns(from, to, columns, across);
        for (StepCompleted step : steps) {
            double value = number.applyAsDouble(step);
            if (Double.isFinite(value)) {
                points.add((double) step.step(), value);
            }
        }
        return points.done();
    }
}
