package dev.gradus.schedule.peer;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The meaning of another system's constructor. */
record PeerPart(
        Schedule schedule, Optional<Schedule> weightDecay, Optional<Controller> controller) {
    static PeerPart of(Schedule schedule) {
        return new PeerPart(schedule, Optional.empty(), Optional.empty());
    }

    PeerPart controlledBy(Controller rule) {
        return new PeerPart(schedule, weightDecay, Optional.of(rule));
    }

    PeerPart decayingWeights(Schedule amount) {
        return new PeerPart(schedule, Optional.of(amount), controller);
    }

    /** This, with its time changed. */
    PeerPart timed(UnaryOperator<Schedule> change) {
        return new PeerPart(change.apply(schedule), weightDecay.map(change), controller);
    }

    /** This, held between the calls of the original. */
    PeerPart on(Unit unit) {
        return timed(unit::held);
    }
}
