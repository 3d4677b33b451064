package dev.gradus.schedule;

import dev.gradus.schedule.track.Breaks;
import dev.gradus.schedule.track.Overlays;
import dev.gradus.schedule.track.Phases;
import dev.gradus.schedule.track.Samples;
import dev.gradus.schedule.track.Track;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Searches a schedule in a run for likely mistakes. */
final class Inspection {
    private static final double WORTH_A_WARNING = 0.01;
    private static final double LARGEST_FACTOR = 100;

    /** So many updates show where a schedule goes; fewer are a trial of the program. */
    private static final int ENOUGH_FOR_A_DIRECTION = 5;

    /** Beyond these, values are taken for slips: warm-ups and range tests stay within. */
    private static final double USUALLY_BELOW = 100;

    private static final double USUALLY_ABOVE = 1e-8;

    /** When else to look at a schedule that does not change, in lengths of the run. */
    private static final List<Double> LATER = List.of(2.0, 5.0, 10.0, 100.0);

    private final Schedule schedule;
    private final Horizon horizon;
    private final Track track;
    private final long[] samples;
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private double highest = Double.NEGATIVE_INFINITY;
    private long highestStep;

    private Inspection(Schedule schedule, Horizon horizon) {
        this.schedule = schedule;
        this.horizon = horizon;
        var bound = Binder.bind(schedule, horizon, warnings::add);
        // The check also evaluates a schedule past its end if the schedule refuses that.
        track = bound instanceof Overlays.Refusing(Track inner, _) ? inner : bound;
        samples = Samples.of(track, horizon.steps());
    }

    static List<Warning> of(Schedule schedule, Horizon horizon) {
        var inspection = new Inspection(schedule, horizon);
        if (horizon.steps() > 0) {
            inspection.inspect();
        }
        inspection.inspectCompanions(schedule);
        return List.copyOf(inspection.warnings);
    }

    private void inspect() {
        var usable = firstUnusable();
        if (usable >= 0) {
            warnings.add(new Warning.Unusable(usable, track.at((double) usable)));
            return;
        }
        inspectSteps();
        if (highest == 0) {
            warnings.add(new Warning.AlwaysZero());
            return;
        }
        if (track.at(0) == 0) {
            warnings.add(new Warning.FirstUpdateAtZero());
        }
        if (highest > USUALLY_BELOW || highest < USUALLY_ABOVE) {
            warnings.add(new Warning.UnusualValue(highest));
        }
        inspectPeak();
        inspectEnd();
        inspectZeroEnd();
        inspectDirection();
    }

    /** One update of value 0 at the end is usual, a share of the run is not. */
    private void inspectZeroEnd() {
        int first = samples.length;
        while (track.at((double) samples[first - 1]) == 0) {
            first--;
        }
        long steps = horizon.steps();
        if (first < samples.length && steps - samples[first] > WORTH_A_WARNING * steps + 1) {
            warnings.add(new Warning.EndsAtZero(samples[first], steps));
        }
    }

    /** A schedule that stays or rises all the time; a phase that is cut off says so itself. */
    private void inspectDirection() {
        if (horizon.steps() < ENOUGH_FOR_A_DIRECTION
                || warnings.stream().anyMatch(Inspection::isCut)) {
            return;
        }
        double first = track.at(0);
        double end = horizon.steps() - 1.0;
        double last = track.at(end);
        if (last == highest && last > first && last > track.at(end - 1)) {
            warnings.add(new Warning.RisesToTheEnd(first, last));
        } else if (isLevel(first) && changesLater(first)) {
            warnings.add(new Warning.NeverChanges(schedule, first));
        }
    }

    private static boolean isCut(Warning warning) {
        return warning instanceof Warning.LongerThanRun
                || warning instanceof Warning.NeverBegins
                || warning instanceof Warning.PeakNeverReached;
    }

    private boolean isLevel(double value) {
        return samples.length > 1
                && Arrays.stream(samples).allMatch(step -> track.at((double) step) == value);
    }

    private boolean changesLater(double value) {
        return LATER.stream().anyMatch(times -> track.at(times * horizon.steps()) != value);
    }

    private long firstUnusable() {
        for (long step : samples) {
            double value = track.at((double) step);
            if (!Double.isFinite(value) || value < 0) {
                return step;
            }
        }
        return -1;
    }

    private void inspectSteps() {
        Warning.Jump greatest = null;
        double greatestFactor = LARGEST_FACTOR;
        for (long step : samples) {
            double value = track.at((double) step);
            if (value > highest) {
                highest = value;
                highestStep = step;
            }
            double before = step == 0 ? value : track.at(step - 1.0);
            double factor = value > before ? value / before : before / value;
            if (factor > greatestFactor && Double.isFinite(factor) && !isRestart(step, before)) {
                greatestFactor = factor;
                greatest = new Warning.Jump(step, before, value);
            }
        }
        if (greatest != null) {
            warnings.add(greatest);
        }
    }

    /** Returns whether a new cycle starts and the value rises: such a jump is intended. */
    private boolean isRestart(long step, double before) {
        return track.at((double) step) > before && track.beginsAgain(step - 1.0, (double) step);
    }

    private void inspectCompanions(Schedule schedule) {
        if (schedule instanceof Then(var first, var next)) {
            next.companions().keySet().stream()
                    .filter(driven -> !first.companions().containsKey(driven))
                    .forEach(
                            driven -> warnings.add(new Warning.CompanionLost(driven, first, next)));
        }
        schedule.parts().forEach(this::inspectCompanions);
    }

    private void inspectPeak() {
        double asked = Math.max(highest, highestAtBreaks());
        if (asked - highest > WORTH_A_WARNING * asked) {
            warnings.add(new Warning.PeakNeverReached(asked, highest, highestStep));
        }
    }

    /** Returns the highest value on either side of the times where the curve changes direction. */
    private double highestAtBreaks() {
        var breaks = new Breaks(end());
        track.breaks(0, end(), breaks);
        double most = Double.NEGATIVE_INFINITY;
        for (double time : breaks.sorted()) {
            most = Math.max(most, track.at(time));
            most = Math.max(most, track.at(Math.max(0, Math.nextDown(time))));
        }
        return most;
    }

    /** The end of the schedule, if it has one, but not before that of the run. */
    private double end() {
        double steps = (double) horizon.steps();
        return Double.isFinite(track.length()) ? Math.max(track.length(), steps) : steps;
    }

    private void inspectEnd() {
        if (!Double.isFinite(track.length())) {
            return;
        }
        double last = track.at(horizon.steps() - 1.0);
        double asked = track.at(end());
        if (last - asked > WORTH_A_WARNING * highest) {
            warnings.add(new Warning.EndsAbove(last, asked));
        }
        if (track.length() > horizon.steps()) {
            var phases = Phases.of(track, horizon.steps());
            warnings.add(
                    new Warning.LongerThanRun(track.length(), horizon.steps(), phases.getLast()));
        }
    }
}
