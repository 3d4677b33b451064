package dev.gradus.studio.plan;

import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.schedule.HyperParameter;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A request on record that changed the plan.
 *
 * @param event the request and its answer
 * @param controllers what the controllers multiplied the learning rate by at that time
 */
public record PlanStep(ControlAnswered event, double controllers) {
    /** Returns how many steps the run had in all after it, if it changed their number. */
    Optional<Long> length() {
        return event.answer() instanceof Answer.Applied applied
                ? applied.length().map(Answer.LengthChange::after)
                : Optional.empty();
    }

    /** Returns the learning rate that the next update used, if it was changed. */
    OptionalDouble rate() {
        return event.answer() instanceof Answer.Applied applied
                ? applied.changes().stream()
                        .filter(change -> change.hyperParameter() == HyperParameter.LEARNING_RATE)
                        .mapToDouble(Answer.ValueChange::after)
                        .findFirst()
                : OptionalDouble.empty();
    }
}
