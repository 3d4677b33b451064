package dev.gradus.run.event;

import dev.gradus.number.Text;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import java.util.Optional;

/**
 * Finds steps that are missing at the end of what one process wrote. The numbers of the lines
 * cannot reveal them, since each process counts from 1; but training continues from a step that was
 * reached, so the steps before it were on record.
 */
public final class MissingSteps {
    private static final long UNKNOWN = -1;

    /** The step that comes next; not known where a fork begins. */
    private long next;

    /** Creates one for a record, which is to be shown from its beginning. */
    public MissingSteps() {}

    /**
     * Follows the record.
     *
     * @param event the next event
     * @return which steps are missing before it, in a sentence; empty if none are
     */
    public Optional<String> see(TrainingEvent event) {
        return switch (event) {
            case RunStarted start -> {
                next = start.parent().isEmpty() ? 0 : UNKNOWN;
                yield Optional.empty();
            }
            case StepCompleted step -> {
                see(step.step());
                yield Optional.empty();
            }
            case RunResumed resumed -> {
                Optional<String> missing = before(resumed.step());
                next = resumed.step();
                yield missing;
            }
            case TrainingEvent.UpdatesMeasured _,
                    TrainingEvent.EpochCompleted _,
                    TrainingEvent.ControlAnswered _,
                    TrainingEvent.FileRejected _,
                    TrainingEvent.PlanChanged _,
                    TrainingEvent.CheckpointWritten _,
                    TrainingEvent.Note _,
                    TrainingEvent.RunEnded _ ->
                    Optional.empty();
        };
    }

    /**
     * Follows the record past a step.
     *
     * @param step the number of the step
     */
    public void see(long step) {
        next = step + 1;
    }

    /**
     * {@return which steps are missing at the end of what was shown, in a sentence, if training had
     * come to a step; empty if none are}
     *
     * @param reached the number of updates that had been done, for example those of a checkpoint
     */
    public Optional<String> before(long reached) {
        if (next == UNKNOWN || reached <= next) {
            return Optional.empty();
        }
        String which =
                reached == next + 1
                        ? Text.of("step %d is", next)
                        : Text.of("steps %d to %d are", next, reached - 1);
        return Optional.of(
                Text.of(
                        "%s missing from events.jsonl, although training had reached step %d: its end was cut off",
                        which, reached));
    }
}
