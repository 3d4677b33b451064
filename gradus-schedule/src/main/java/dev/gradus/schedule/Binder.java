package dev.gradus.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures the spans of a schedule against a run and puts together its track. */
final class Binder {
    /** Stretched cycles that can share the rest. */
    private static final long MOST_SHARING = 100_000;

    private Binder() {}

    static Track bind(Schedule schedule, Horizon horizon) {
        return bind(schedule, horizon, _ -> {});
    }

    /** Binds, and tells of lengths that come out as 0; perhaps more than once. */
    static Track bind(Schedule schedule, Horizon horizon, Consumer<Warning> warnings) {
        return bind(schedule, new Scope(horizon, horizon.steps(), warnings));
    }

    private static Track bind(Schedule schedule, Scope scope) {
        return switch (schedule) {
            case Hold hold -> new Tracks.Constant(hold.value(), scope.steps(hold.length()));
            case Ramp ramp -> new Tracks.Line(ramp, scope.steps(ramp.length()));
            case Exponential law -> new Tracks.Decay(law, scope.unit(law.per(), law));
            case Inverse law -> new Tracks.Fall(law, scope.unit(law.per(), law));
            case Law law -> new Tracks.Own(law.name(), law.function(), scope.unit(law.per(), law));
            case Knots knots -> bind(knots.column(0), scope);
            case Then then -> sequence(then, scope);
            case Times times -> product(times, scope);
            case Plus plus -> sum(plus, scope);
            case AtLeast least ->
                    new Tracks.Bounded(
                            bind(least.schedule(), scope), least.bound(), Double.POSITIVE_INFINITY);
            case AtMost most ->
                    new Tracks.Bounded(
                            bind(most.schedule(), scope), Double.NEGATIVE_INFINITY, most.bound());
            case RoundTo round ->
                    new Tracks.Rounded(bind(round.schedule(), scope), round.multiple());
            case Repeat repeat -> cycles(repeat, scope);
            case Take take -> cut(bind(take.schedule(), scope), scope.steps(take.length()));
            case Shift shift -> shifted(shift, scope);
            case Delay delay -> delayed(delay, scope);
            case Every every -> stairs(bind(every.schedule(), scope), scope.steps(every.period()));
            case AtEnd end -> ending(end, scope);
            case Named named -> new Tracks.Titled(named, bind(named.definition(), scope));
        };
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

    /** Returns the end of a track, or the rest if it has none. */
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

    /** Returns the place of the phase that takes the rest, or -1 if each has its own length. */
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
        return new Tracks.Product(
                schedule, factor, jointLength(times.schedule(), schedule, times.factor(), factor));
    }

    private static Track sum(Plus plus, Scope scope) {
        var schedule = bind(plus.schedule(), scope);
        var addend = bind(plus.addend(), scope);
        return new Tracks.Sum(
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
                            + ": what is repeated for ever needs an end, and "
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
        return new Cycles(cycle, repeat);
    }

    /** The first of {@code count} cycles that fill the rest together. */
    private static double share(Repeat repeat, double rest) {
        if (repeat.count() > MOST_SHARING && repeat.stretch() != 1) {
            throw new IllegalArgumentException(
                    "repeat: %,d cycles that stretch cannot share the rest of a run; at most %,d can"
                            .formatted(repeat.count(), MOST_SHARING));
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
        return length >= track.length() ? track : new Tracks.Cut(track, length);
    }

    private static Track shifted(Shift shift, Scope scope) {
        double skipped = scope.steps(shift.skipped());
        return new Tracks.Shifted(
                bind(shift.schedule(), scope.withRest(scope.rest() + skipped)), skipped);
    }

    private static Track delayed(Delay delay, Scope scope) {
        double by = scope.steps(delay.by());
        double rest = scope.rest() - by;
        if (by > 0 && rest <= 0 && scope.horizon().steps() > 0) {
            scope.warnings()
                    .accept(new Warning.NeverBegins(delay.schedule(), scope.horizon().steps()));
        }
        // What never begins is measured as if it began at once, so that its first value is its own.
        return new Tracks.Delayed(
                bind(delay.schedule(), rest > 0 ? scope.withRest(rest) : scope), by);
    }

    private static Track stairs(Track track, double period) {
        return period > 0 ? new Tracks.Stairs(track, period) : track;
    }

    private static Track ending(AtEnd end, Scope scope) {
        var track = bind(end.schedule(), scope);
        double length = endOr(track, scope.rest());
        return switch (end.policy()) {
            case HOLD -> cut(track, length);
            case REPEAT ->
                    length > 0
                            ? new Cycles(
                                    cut(track, length), new Repeat(end.schedule(), Repeat.FOREVER))
                            : track;
            case ERROR -> refusing(track, length, end, scope);
        };
    }

    private static Track refusing(Track track, double length, AtEnd end, Scope scope) {
        if (length < scope.rest()) {
            throw new IllegalArgumentException(
                    end
                            + ": the schedule ends after "
                            + Decimal.brief(length)
                            + " steps and the run goes on to "
                            + Decimal.brief(scope.rest())
                            + "; make it as long as the run, or choose HOLD or REPEAT");
        }
        return new Tracks.Refusing(track, length);
    }
}
