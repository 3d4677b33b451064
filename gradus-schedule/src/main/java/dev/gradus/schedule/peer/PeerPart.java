package dev.gradus.schedule.peer;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import java.util.Optional;

/** The meaning of another system's constructor. */
record PeerPart(Schedule schedule, Optional<Controller> controller) {
    static PeerPart of(Schedule schedule) {
        return new PeerPart(schedule, Optional.empty());
    }

    PeerPart controlledBy(Controller rule) {
        return new PeerPart(schedule, Optional.of(rule));
    }

    /** This, held between the calls of the original. */
    PeerPart on(Unit unit) {
        return new PeerPart(unit.held(schedule), controller);
    }
}
