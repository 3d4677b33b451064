package dev.gradus.run;

import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Tells which steps of a record count as it is read for the second time: those that no later
 * resumption made void, because training continued from an earlier step.
 */
final class ValidSteps {
    /** The steps from which training continues later in the record. */
    private final Deque<Long> resumptions = new ArrayDeque<>();

    private long end = Long.MAX_VALUE;

    /** Takes the next event of the first reading. */
    void expect(TrainingEvent event) {
        if (event instanceof RunResumed resumed) {
            resumptions.addLast(resumed.step());
            end = Math.min(end, resumed.step());
        }
    }

    /** Returns the next event of the second reading if it is a step that counts. */
    Optional<StepCompleted> see(TrainingEvent event) {
        if (event instanceof RunResumed) {
            resumptions.pollFirst();
            end = resumptions.stream().mapToLong(step -> step).min().orElse(Long.MAX_VALUE);
        }
        return event instanceof StepCompleted step && step.step() < end
                ? Optional.of(step)
                : Optional.empty();
    }
}
