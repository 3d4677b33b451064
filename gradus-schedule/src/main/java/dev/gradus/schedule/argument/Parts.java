package dev.gradus.schedule.argument;

import dev.gradus.schedule.AtEnd;
import dev.gradus.schedule.AtLeast;
import dev.gradus.schedule.AtMost;
import dev.gradus.schedule.Delay;
import dev.gradus.schedule.Every;
import dev.gradus.schedule.Exponential;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Inverse;
import dev.gradus.schedule.Knots;
import dev.gradus.schedule.Law;
import dev.gradus.schedule.Named;
import dev.gradus.schedule.Plus;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Repeat;
import dev.gradus.schedule.RoundTo;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Shift;
import dev.gradus.schedule.Take;
import dev.gradus.schedule.Then;
import dev.gradus.schedule.Times;
import dev.gradus.schedule.named.Mirror;
import dev.gradus.schedule.named.Warmup;
import dev.gradus.schedule.peer.PeerSchedule;
import java.util.List;

/** The schedules a schedule is made of. */
public final class Parts {
    private static final String HINT =
            "many pieces in a row are written as piecewise(…), multiStep(…) or knots(…), and numbers"
                    + " are multiplied before they are given";

    private static final Nesting.Structure<Schedule> STRUCTURE =
            new Nesting.Structure<>() {
                @Override
                public List<Schedule> parts(Schedule schedule) {
                    return of(schedule);
                }

                @Override
                public int levels(Schedule schedule) {
                    return Parts.levels(schedule);
                }
            };

    private Parts() {}

    /** Returns how many combinators a schedule stands for; a name is one more. */
    private static int levels(Schedule schedule) {
        return switch (schedule) {
            case Warmup _ -> Warmup.LEVELS;
            case Mirror _ -> Mirror.LEVELS;
            default -> 1;
        };
    }

    /**
     * Refuses to put a combinator around these schedules if they are nested too deep already, or
     * would lose their controller in it.
     *
     * @param owner the combinator's name
     * @param inner what it is put around
     * @throws IllegalArgumentException if the limit is passed; the message names it
     */
    public static void require(String owner, Schedule... inner) {
        require(owner, 1, inner);
    }

    /**
     * Refuses to put a name around these schedules if they are nested too deep already, or would
     * lose their controller in it.
     *
     * @param owner the name
     * @param levels how many combinators the name stands for
     * @param inner what it is put around
     * @throws IllegalArgumentException if the limit is passed; the message names it
     */
    public static void require(String owner, int levels, Schedule... inner) {
        for (Schedule schedule : inner) {
            requireNoController(owner, schedule);
        }
        Nesting.require(owner, levels, List.of(inner), STRUCTURE, HINT);
    }

    /** A controller that a constructor of another system brings would be lost within a schedule. */
    private static void requireNoController(String owner, Schedule schedule) {
        if (schedule instanceof PeerSchedule peer && peer.controller().isPresent()) {
            throw new IllegalArgumentException(
                    owner
                            + ": "
                            + peer
                            + " reacts to measurements and cannot be a part of a schedule; give it beside the schedule, as "
                            + peer.controller().get());
        }
    }

    /** Returns what a combinator, or a name around others, is put around. */
    public static List<Schedule> of(Schedule schedule) {
        return switch (schedule) {
            case Hold _, Ramp _, Exponential _, Inverse _, Law _, Knots _ -> List.of();
            case Then(var first, var next) -> List.of(first, next);
            case Times(var inner, var factor) -> List.of(inner, factor);
            case Plus(var inner, var addend) -> List.of(inner, addend);
            case AtLeast(var inner, _) -> List.of(inner);
            case AtMost(var inner, _) -> List.of(inner);
            case RoundTo(var inner, _) -> List.of(inner);
            case Repeat repeat -> List.of(repeat.schedule());
            case Take(var inner, _) -> List.of(inner);
            case Shift(var inner, _) -> List.of(inner);
            case Delay(var inner, _) -> List.of(inner);
            case Every(var inner, _) -> List.of(inner);
            case AtEnd(var inner, _) -> List.of(inner);
            case Warmup warmup -> List.of(warmup.schedule());
            case Mirror mirror -> List.of(mirror.schedule());
            case PeerSchedule peer -> List.of(peer.definition());
            case Named _ -> List.of();
        };
    }
}
