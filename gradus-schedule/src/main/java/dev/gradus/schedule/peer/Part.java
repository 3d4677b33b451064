package dev.gradus.schedule.peer;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import java.util.Optional;

/** The meaning of another system's constructor. */
record Part(Schedule schedule, Optional<Controller> controller) {
    static Part of(Schedule schedule) {
        return new Part(schedule, Optional.empty());
    }

    Part controlledBy(Controller rule) {
        return new Part(schedule, Optional.of(rule));
    }

    /** This, held between the calls of the original. */
    Part on(Unit unit) {
        return new Part(unit.held(schedule), controller);
    }
}
