package dev.gradus.train.session;

import dev.gradus.run.control.Control;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent.PlanChanged;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.curve.Curve;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Remembers a run's plan before a request, to describe how the request changed it. */
public final class PlanDifference {
    private final RemainingRun remaining;
    private final Map<HyperParameter, Double> before;
    private final Curve rates;
    private final long end;

    /**
     * Remembers the current plan.
     *
     * @param remaining what the run is still to do
     */
    public PlanDifference(RemainingRun remaining) {
        this.remaining = remaining;
        this.before = remaining.values();
        this.rates = remaining.rates();
        this.end = remaining.end();
    }

    /**
     * {@return the hyper-parameters that the request drives, and those whose values for the next
     * update it changed}
     *
     * @param control the request
     */
    public Answer answer(Control control) {
        var changes = new ArrayList<Answer.ValueChange>();
        remaining
                .values()
                .forEach((driven, after) -> {
                    double old = before.getOrDefault(driven, Double.NaN);
                    if (control.drives(driven) || Double.compare(old, after) != 0) {
                        changes.add(new Answer.ValueChange(driven, old, after));
                    }
                });
        return new Answer.Applied(changes, length(control));
    }

    private Optional<Answer.LengthChange> length(Control control) {
        return control.changesLength() || remaining.end() != end
                ? Optional.of(new Answer.LengthChange(end, remaining.end()))
                : Optional.empty();
    }

    /**
     * {@return the change of the learning rate, if it is planned anew}
     *
     * @param control the request
     */
    public Optional<PlanChanged> event(Control control) {
        boolean planned =
                remaining.end() != end
                        || (control instanceof Control.ReplaceSchedule
                                && control.drives(HyperParameter.LEARNING_RATE));
        return planned ? Optional.of(Extension.event(rates, end, remaining)) : Optional.empty();
    }
}
