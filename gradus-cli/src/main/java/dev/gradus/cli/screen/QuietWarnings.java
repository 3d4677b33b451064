package dev.gradus.cli.screen;

import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingListener;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Prints a run's warnings if no progress is shown: quiet does not mean silent.
 *
 * @param warn takes each warning
 * @param told what the person has already seen, on its own or as a part of a warning
 */
public record QuietWarnings(Consumer<String> warn, Set<String> told) implements TrainingListener {
    @Override
    public void on(TrainingEvent event) {
        if (event instanceof Note note
                && note.level() == Level.WARNING
                && told.stream().noneMatch(note.text()::contains)) {
            warn.accept(note.text());
        }
    }

    @Override
    public String name() {
        return "warnings";
    }
}
