package dev.gradus.run;

import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects those events of a record that count, as {@link Run#record} does, while it is read for
 * something else, too.
 */
public final class ValidEvents {
    private final List<TrainingEvent> events = new ArrayList<>();

    /** Creates one without events. */
    public ValidEvents() {}

    /**
     * Takes the next event of the record.
     *
     * @param event the event
     */
    public void add(TrainingEvent event) {
        if (event instanceof RunResumed resumed) {
            events.removeIf(earlier -> isVoid(earlier, resumed));
        } else if (event instanceof ControlAnswered now) {
            events.removeIf(
                    earlier -> earlier instanceof ControlAnswered then && now.supersedes(then));
        }
        events.add(event);
    }

    /** {@return the events that count, in order} */
    public List<TrainingEvent> list() {
        return events;
    }

    private static boolean isVoid(TrainingEvent earlier, RunResumed resumed) {
        return switch (earlier) {
            case TrainingEvent.RunStarted _, RunResumed _ -> false;
            case TrainingEvent.StepCompleted _,
                    TrainingEvent.FileRejected _,
                    TrainingEvent.PlanChanged _,
                    TrainingEvent.RunEnded _ ->
                    earlier.step() >= resumed.step();
            case ControlAnswered answered when answered.answer() instanceof Answer.Measuring ->
                    false;
            case ControlAnswered answered -> !answered.changesRun() && isVoid(answered, resumed);
            case TrainingEvent.EpochCompleted epoch -> epoch.batch() > resumed.batch();
            case TrainingEvent.CheckpointWritten _,
                    TrainingEvent.UpdatesMeasured _,
                    TrainingEvent.Note _ ->
                    earlier.step() > resumed.step();
        };
    }

    /** What was measured before a batch is still valid if training continues from exactly there. */
    private static boolean isVoid(ControlAnswered answered, RunResumed resumed) {
        boolean measured =
                answered.answer() instanceof Answer.Validated
                        || answered.answer() instanceof Answer.Found;
        return measured ? answered.batch() > resumed.batch() : answered.batch() >= resumed.batch();
    }
}
