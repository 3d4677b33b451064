package dev.gradus.schedule.peer;

import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a constructor of another system amounts to. */
record Part(
        Schedule schedule,
        Map<HyperParameter, Schedule> companions,
        Optional<Controller> controller) {
    static Part of(Schedule schedule) {
        return new Part(schedule, schedule.companions(), Optional.empty());
    }

    /** This, held between the calls of the original. */
    Part on(Unit unit) {
        Map<HyperParameter, Schedule> held = new HashMap<>(companions);
        held.replaceAll((_, companion) -> unit.held(companion));
        return new Part(unit.held(schedule), held, controller);
    }

    Part momentum(Schedule momentum) {
        return new Part(schedule, Map.of(HyperParameter.MOMENTUM, momentum), controller);
    }

    Part controlledBy(Controller rule) {
        return new Part(schedule, companions, Optional.of(rule));
    }
}
