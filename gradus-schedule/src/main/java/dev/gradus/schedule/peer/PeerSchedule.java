package dev.gradus.schedule.peer;

import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Named;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule of another system: prints as it was written, means what it is defined as.
 *
 * @param text as it was written
 * @param definition the learning rate
 * @param companions what the original does to other hyper-parameters, usually the momentum
 * @param controller what reacts to measurements on top of the learning rate, if anything
 * @param quirks what to know about the original
 */
public record PeerSchedule(
        String text,
        Schedule definition,
        Map<HyperParameter, Schedule> companions,
        Optional<Controller> controller,
        List<Quirk> quirks)
        implements Named {
    public PeerSchedule {
        companions = Map.copyOf(companions);
        quirks = List.copyOf(quirks);
    }

    @Override
    public String toString() {
        return text;
    }
}
