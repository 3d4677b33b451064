package dev.gradus.schedule;

import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.spelling.Spelling;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule with a name. It prints under that name and has exactly the values of its {@linkplain
 * #definition definition}.
 *
 * <p>Your own class may implement it, preferably a record: {@code record Sawtooth(double high, Span
 * length) implements NamedSchedule}. It works like any other, and its text is its {@code toString}.
 * That text cannot be read back, so save its {@link #expanded} form.
 */
public non-sealed interface NamedSchedule extends Schedule {
    /** {@return what the name stands for, in primitives, combinators and perhaps other names} */
    Schedule definition();

    /**
     * {@return the controller that another system's constructor adds to its schedule} A schedule
     * with a controller cannot be part of another.
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
