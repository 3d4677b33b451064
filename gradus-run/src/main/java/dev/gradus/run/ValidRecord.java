package dev.gradus.run;

import dev.gradus.run.event.EventReader;
import dev.gradus.run.event.MissingSteps;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.json.RunException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What counts of the record of a run, as {@link Run#record} tells, in little memory: the steps, of
 * which a long run has millions, stay in the file and are read one after another. It is the record
 * as it was when it was read, although the run may go on.
 *
 * @param run the run
 * @param events the events that count but for the steps, in order
 * @param end where the record ended, in bytes
 */
public record ValidRecord(Run run, List<TrainingEvent> events, long end) {
    /** Copies the list. */
    public ValidRecord {
        events = List.copyOf(events);
    }

    static ValidRecord of(Run run, Consumer<String> unreadable) {
        var valid = new ValidEvents();
        long end = run.readAllButSteps(valid::add, new MissingSteps(), unreadable);
        return new ValidRecord(run, valid.list(), end);
    }

    /**
     * Reads the steps that count. What cannot be read was named when the events were read.
     *
     * @param consumer receives the steps in order
     * @throws RunException if the log cannot be read at all
     */
    public void readSteps(Consumer<StepCompleted> consumer) {
        var valid = new ValidSteps();
        events.forEach(valid::expect);
        var reader = new EventReader(run.events());
        reader.read(
                event -> {
                    if (reader.position() <= end) {
                        valid.see(event).ifPresent(consumer);
                    }
                },
                _ -> {});
    }
}
