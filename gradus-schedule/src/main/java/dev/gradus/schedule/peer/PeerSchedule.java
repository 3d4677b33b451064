package dev.gradus.schedule.peer;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import java.util.List;
import java.util.Optional;

/**
 * What a constructor of another system says.
 *
 * @param text as it was written
 * @param schedule the learning rate in our words; its companions are what the original does to the
 *     momentum
 * @param controller what reacts to measurements on top of the learning rate, if anything
 * @param quirks what to know about the original, in order of appearance
 */
public record PeerSchedule(
        String text, Schedule schedule, Optional<Controller> controller, List<Quirk> quirks) {
    /** Keeps its own copy. */
    public PeerSchedule {
        quirks = List.copyOf(quirks);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
