package dev.gradus.schedule;

import dev.gradus.schedule.argument.Nesting;
import java.util.List;

/** Refuses parts of a schedule that are nested too deeply or bring a controller. */
final class PartLimits {
    private static final String HINT =
            "many pieces in a row are written as piecewise(…), multiStep(…) or knots(…), and numbers"
                    + " are multiplied beforehand";

    private static final Nesting.Structure<Schedule> STRUCTURE =
            new Nesting.Structure<>() {
                @Override
                public List<Schedule> parts(Schedule schedule) {
                    return schedule.parts();
                }

                @Override
                public int levels(Schedule schedule) {
                    return PartLimits.levels(schedule);
                }
            };

    private PartLimits() {}

    /** Returns how many combinators a schedule consists of; a name adds one. */
    private static int levels(Schedule schedule) {
        return switch (schedule) {
            case Warmup _ -> Warmup.LEVELS;
            case Mirror _ -> Mirror.LEVELS;
            case Hold _,
                    Ramp _,
                    Exponential _,
                    Inverse _,
                    Law _,
                    Knots _,
                    Then _,
                    Times _,
                    Plus _,
                    Modified _,
                    NamedSchedule _ ->
                    1;
        };
    }

    /**
     * Refuses to put a combinator around these schedules if they are nested too deeply already, or
     * would lose their controller in it.
     *
     * @param owner the combinator's name
     * @param inner the schedules in it
     * @throws IllegalArgumentException if the limit is exceeded; the message names it
     */
    static void require(String owner, Schedule... inner) {
        require(owner, 1, inner);
    }

    /**
     * Refuses to put a name around these schedules if they are nested too deeply already, or would
     * lose their controller in it.
     *
     * @param owner the name
     * @param levels how many combinators the name stands for
     * @param inner the schedules in it
     * @throws IllegalArgumentException if the limit is exceeded; the message names it
     */
    static void require(String owner, int levels, Schedule... inner) {
        for (Schedule schedule : inner) {
            requireNoController(owner, schedule);
        }
        Nesting.require(owner, levels, List.of(inner), STRUCTURE, HINT);
    }

    /** A controller from another system's constructor would be lost inside a schedule. */
    private static void requireNoController(String owner, Schedule schedule) {
        if (schedule instanceof NamedSchedule named && named.controller().isPresent()) {
            throw new IllegalArgumentException(
                    "%s: %s reacts to measurements and cannot be a part of a schedule; give it beside the schedule, as %s"
                            .formatted(owner, named, named.controller().get()));
        }
    }
}
