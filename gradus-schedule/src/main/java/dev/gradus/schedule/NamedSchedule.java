package dev.gradus.schedule;

import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.spelling.Spelling;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule with a name of its own. It prints as itself and means exactly what it {@linkplain
 * #definition is defined as}.
 *
 * <p>A class of yours may implement it, best a record: {@code record Sawtooth(double high, Span
 * length) implements NamedSchedule}. It works like any other, and its text is its {@code toString}.
 * That text cannot be read back, so a configuration that is to be saved has its {@link #expanded}
 * form.
 */
public non-sealed interface NamedSchedule extends Schedule {
    /** Returns what the name stands for, in primitives, combinators and perhaps other names. */
    Schedule definition();

    /**
     * Returns what reacts to measurements on top of this schedule, which a constructor of another
     * system may bring. Such a schedule cannot be a part of another.
     */
    default Optional<Controller> controller() {
        return Optional.empty();
    }

    @Override
    default Map<HyperParameter, Schedule> companions() {
        return definition().companions();
    }

    @Override
    default Schedule expanded() {
        return definition().expanded();
    }

    @Override
    default Spelling spelling() {
        var reason = this + " is a schedule of your own and cannot be saved; save its expanded()";
        return Spelling.verbatim("own", toString(), new Spelling.Unsaved(reason));
    }
}
