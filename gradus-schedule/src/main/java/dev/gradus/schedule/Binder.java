package dev.gradus.schedule;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.track.BoundCurve;
import dev.gradus.schedule.track.Cycles;
import dev.gradus.schedule.track.Overlays;
import dev.gradus.schedule.track.Pairs;
import dev.gradus.schedule.track.Sequence;
import dev.gradus.schedule.track.Track;
import dev.gradus.schedule.track.Tracks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Resolves the spans of a schedule for a run and builds its track. */
final class Binder {
    /** The largest number of stretched cycles that can share the rest of a run. */
    private static final long MOST_SHARING = 100_000;

    /** In a run of at most this many steps, every step of a schedule with a law is evaluated. */
    private static final long STEPS_OF_A_LAW = 1 << 20;

    /** The same for schedules without a law. */
    private static final long STEPS_OF_OTHERS = 1 << 11;

    private Binder() {}

    /** Returns the curve of a schedule, after checking that its values are finite. */
    static Curve curve(Schedule schedule, Horizon horizon) {
        long whole = hasLaw(schedule) ? STEPS_OF_A_LAW : STEPS_OF_OTHERS;
        return BoundCurve.of(bind(schedule, horizon), schedule::text, horizon.steps(), whole);
    }

    private static boolean hasLaw(Schedule schedule) {
        return schedule instanceof Law || schedule.parts().stream().anyMatch(Binder::hasLaw);
    }

    static Track bind(Schedule schedule, Horizon horizon) {
        return bind(schedule, horizon, _ -> {});
    }

    /** Binds, and warns about lengths that come to 0 steps, possibly more than once. */
    static Track bind(Schedule schedule, Horizon horizon, Consumer<Warning> warnings) {
        return bind(schedule, new Scope(horizon, horizon.steps(), warnings));
    }

    private static Track bind(Schedule schedule, Scope scope) {
        return switch (schedule) {
            case Hold hold -> new Tracks.Constant(hold.value(), scope.steps(hold.length()));
            case Ramp ramp -> line(ramp, scope.steps(ramp.length()));
            case Exponential law ->
                    new Tracks.Decay(law.initial(), law.factor(), scope.unit(law.per(), law));
            case Inverse law ->
                    new Tracks.Fall(
                            law.initial(), law.rate(), law.power(), scope.unit(law.per(), law));
            case Law law -> new Tracks.Own(law.name(), law.function(), scope.unit(law.per(), law));
            case Knots knots -> bind(knots.column(0), scope);
            case Then then -> sequence(then, scope);
            case Times times -> product(times, scope);
            case Plus plus -> sum(plus, scope);
            case AtLeast least ->
                    new Overlays.Bounded(
                            bind(least.schedule(), scope), least.bound(), Double.POSITIVE_INFINITY);
            case AtMost most ->
                    new Overlays.Bounded(
                            bind(most.schedule(), scope), Double.NEGATIVE_INFINITY, most.bound());
            case RoundTo round ->
                    new Overlays.Rounded(bind(round.schedule(), scope), round.multiple());
            case Repeat repeat -> cycles(repeat, scope);
            case Take take -> cut(bind(take.schedule(), scope), scope.steps(take.length()));
            case Shift shift -> shifted(shift, scope);
            case Delay delay -> delayed(delay, scope);
            case Every every -> stairs(bind(every.schedule(), scope), scope.steps(every.period()));
            case AtEnd end -> ending(end, scope);
            case NamedSchedule named ->
                    new Overlays.Titled(named::text, bind(named.definition(), scope));
        };
    }

    private static Track line(Ramp ramp, double length) {
        return new Tracks.Line(ramp.from(), ramp.to(), ramp.shape(), ramp.landing(), length);
    }

    private static Track sequence(Then then, Scope scope) {
        var schedules = new ArrayList<Schedule>();
        flatten(then, schedules);
        int open = openOne(schedules);
        var tracks = new Track[schedules.size()];
        double closed = 0;
        for (int index = 0; index < tracks.length; index++) {
            if (index != open) {
                tracks[index] = bind(schedules.get(index), scope);
                closed += tracks[index].length();
            }
        }
        double rest = Math.max(0, scope.rest() - closed);
        if (open >= 0) {
            tracks[open] = bind(schedules.get(open), scope.withRest(rest));
            warnOfNoRoom(schedules.get(open), rest, scope);
        }
        for (int index = 0; index < tracks.length - 1; index++) {
            tracks[index] = cut(tracks[index], endOr(tracks[index], rest));
        }
        return joined(List.of(tracks));
    }

    private static void warnOfNoRoom(Schedule open, double rest, Scope scope) {
        if (rest == 0 && scope.horizon().steps() > 0 && !Openness.isConstant(open)) {
            scope.warnings().accept(new Warning.NeverBegins(open, scope.horizon().steps()));
        }
    }

    /** Returns the end of a track, or the rest of the run if it has none. */
    private static double endOr(Track track, double rest) {
        return track.length() == Double.POSITIVE_INFINITY ? rest : track.length();
    }

    private static void flatten(Schedule schedule, List<Schedule> phases) {
        if (schedule instanceof Then(Schedule first, Schedule next)) {
            flatten(first, phases);
            flatten(next, phases);
        } else {
            phases.add(schedule);
        }
    }

    /** Returns the index of the phase that takes the rest, or -1 if all have a length. */
    private static int openOne(List<Schedule> schedules) {
        int open = -1;
        for (int index = 0; index < schedules.size(); index++) {
            if (!Openness.isOpen(schedules.get(index))) {
                continue;
            }
            if (open >= 0) {
                throw new IllegalArgumentException(
                        "two phases of one sequence have no length of their own: "
                                + schedules.get(open)
                                + " and "
                                + schedules.get(index)
                                + "; only one can take the rest, so give the other a length, for example .take(epochs(5))");
            }
            open = index;
        }
        return open;
    }

    private static Track joined(List<Track> phases) {
        var lasting = phases.stream().filter(phase -> phase.length() > 0).toList();
        if (lasting.isEmpty()) {
            return phases.getLast();
        }
        return lasting.size() == 1 ? lasting.getFirst() : new Sequence(lasting);
    }

    private static Track product(Times times, Scope scope) {
        var schedule = bind(times.schedule(), scope);
        var factor = bind(times.factor(), scope);
        return new Pairs.Product(
                schedule, factor, jointLength(times.schedule(), schedule, times.factor(), factor));
    }

    private static Track sum(Plus plus, Scope scope) {
        var schedule = bind(plus.schedule(), scope);
        var addend = bind(plus.addend(), scope);
        return new Pairs.Sum(
                schedule, addend, jointLength(plus.schedule(), schedule, plus.addend(), addend));
    }

    private static double jointLength(
            Schedule left, Track boundLeft, Schedule right, Track boundRight) {
        if (Openness.isConstant(right)) {
            return boundLeft.length();
        }
        return Openness.isConstant(left)
                ? boundRight.length()
                : Math.max(boundLeft.length(), boundRight.length());
    }

    private static Track cycles(Repeat repeat, Scope scope) {
        boolean open = Openness.isOpen(repeat.schedule());
        if (open && repeat.count() == Repeat.FOREVER) {
            throw new IllegalArgumentException(
                    repeat
                            + ": a schedule that is repeated forever needs an end, and "
                            + repeat.schedule()
                            + " has none; write .take(epochs(1)) before .repeat()");
        }
        var cycle =
                bind(repeat.schedule(), open ? scope.withRest(share(repeat, scope.rest())) : scope);
        if (cycle.length() == Double.POSITIVE_INFINITY) {
            cycle = cut(cycle, share(repeat, scope.rest()));
        }
        if (repeat.count() == 0 || cycle.length() == 0) {
            return new Tracks.Constant(cycle.at(cycle.length()), 0);
        }
        return new Cycles(cycle, repeat.count(), repeat.stretch(), repeat.gain());
    }

    /** The length of the first of {@code count} cycles that together fill the rest. */
    private static double share(Repeat repeat, double rest) {
        if (repeat.count() > MOST_SHARING && repeat.stretch() != 1) {
            throw new IllegalArgumentException(
                    Text.of(
                            "repeat: %,d cycles that stretch cannot share the rest of a run; at most %,d can",
                            repeat.count(), MOST_SHARING));
        }
        double parts = 0;
        double part = 1;
        for (long index = 0; index < repeat.count() && repeat.stretch() != 1; index++) {
            parts += part;
            part *= repeat.stretch();
        }
        return rest / (repeat.stretch() == 1 ? Math.max(1, repeat.count()) : Math.max(1, parts));
    }

    private static Track cut(Track track, double length) {
        return length >= track.length() ? track : new Overlays.Cut(track, length);
    }

    private static Track shifted(Shift shift, Scope scope) {
        double skipped = scope.steps(shift.skipped());
        return new Overlays.Shifted(
                bind(shift.schedule(), scope.withRest(scope.rest() + skipped)), skipped);
    }

    private static Track delayed(Delay delay, Scope scope) {
        double by = scope.steps(delay.by());
        double rest = scope.rest() - by;
        if (by > 0 && rest <= 0 && scope.horizon().steps() > 0) {
            scope.warnings()
                    .accept(new Warning.NeverBegins(delay.schedule(), scope.horizon().steps()));
        }
        // A schedule that never starts is bound as if it started at once, so that its first value
        // is right.
        return new Overlays.Delayed(
                bind(delay.schedule(), rest > 0 ? scope.withRest(rest) : scope), by);
    }

    private static Track stairs(Track track, double period) {
        return period > 0 ? new Overlays.Stairs(track, period) : track;
    }

    private static Track ending(AtEnd end, Scope scope) {
        var track = bind(end.schedule(), scope);
        double length = endOr(track, scope.rest());
        return switch (end.policy()) {
            case HOLD -> cut(track, length);
            case REPEAT -> length > 0 ? Cycles.forever(cut(track, length)) : track;
            case ERROR -> refusing(track, length, end, scope);
        };
    }

    private static Track refusing(Track track, double length, AtEnd end, Scope scope) {
        if (length < scope.rest()) {
            throw new IllegalArgumentException(
                    end
                            + ": the schedule ends after "
                            + Tracks.steps(length)
                            + ", but the run continues to "
                            + NumberText.brief(scope.rest(), 6)
                            + "; make it as long as the run, or choose HOLD or REPEAT");
        }
        return new Overlays.Refusing(track, length);
    }

    /**
     * The context in which spans are resolved while a schedule is bound.
     *
     * @param horizon the run
     * @param rest the number of steps of {@link Span#rest()} here
     * @param warnings receives lengths that come to 0 steps
     */
    private record Scope(Horizon horizon, double rest, Consumer<Warning> warnings) {
        double steps(Span span) {
            if (span instanceof Span.Rest) {
                return rest;
            }
            double steps = span.in(horizon);
            if (steps == 0 && !(span instanceof Span.Steps || span instanceof Span.Difference)) {
                warnings.accept(new Warning.PhaseVanished(span, horizon.steps()));
            }
            return steps;
        }

        Scope withRest(double rest) {
            return new Scope(horizon, Math.max(0, rest), warnings);
        }

        /** Returns a unit of time in steps, greater than 0. */
        double unit(Span span, Schedule owner) {
            double steps = steps(span);
            if (steps <= 0) {
                throw new IllegalArgumentException(
                        owner
                                + ": "
                                + span
                                + " rounds to 0 steps in this run of "
                                + horizon.steps()
                                + "; write a longer unit");
            }
            return steps;
        }
    }
}
