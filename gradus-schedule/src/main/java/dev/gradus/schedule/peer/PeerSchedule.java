package dev.gradus.schedule.peer;

import dev.gradus.schedule.Named;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.argument.Parts;
import dev.gradus.schedule.controller.Controller;
import java.util.List;
import java.util.Optional;

/**
 * What a constructor of another system says: prints as it was written, means what it is defined as.
 * Its companions are what the original does to the momentum.
 *
 * @param text as it was written
 * @param definition the learning rate in our words
 * @param controller what reacts to measurements on top of the learning rate, if anything
 * @param quirks what to know about the original, in order of appearance
 */
public record PeerSchedule(
        String text, Schedule definition, Optional<Controller> controller, List<Quirk> quirks)
        implements Named {
    /** Keeps its own copy. */
    public PeerSchedule {
        Parts.require("a constructor of another system", definition);
        quirks = List.copyOf(quirks);
    }

    @Override
    public String toString() {
        return text;
    }
}
