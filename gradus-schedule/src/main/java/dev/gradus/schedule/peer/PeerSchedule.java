package dev.gradus.schedule.peer;

import static dev.gradus.schedule.spelling.Spelling.component;

import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.spelling.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule given as another system's constructor. It prints as it was written and has the values
 * of its definition; its companions are what the original does to the momentum and weight decay.
 *
 * @param text as it was written
 * @param definition the learning rate in primitives and combinators
 * @param weightDecay what the original does to the weight decay, if anything
 * @param controller the controller that comes with it, if any
 * @param groups the rates of parameter groups as multiples of this schedule, if it has several
 * @param quirks the peculiarities of the original, in order of appearance
 */
public record PeerSchedule(
        String text,
        Schedule definition,
        Optional<Schedule> weightDecay,
        Optional<Controller> controller,
        Optional<GroupRates> groups,
        List<Quirk> quirks)
        implements NamedSchedule {
    /** Keeps its own copy. */
    public PeerSchedule {
        quirks = List.copyOf(quirks);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        var companions = new HashMap<>(definition.companions());
        weightDecay.ifPresent(amount -> companions.put(HyperParameter.WEIGHT_DECAY, amount));
        return Map.copyOf(companions);
    }

    @Override
    public List<Schedule> parts() {
        return List.of(definition);
    }

    @Override
    public Spelling spelling() {
        return Spelling.verbatim("peerSchedule", text, component("text", text));
    }

    @Override
    public String toString() {
        return text;
    }
}
