package dev.gradus.schedule;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Looks at every value of a schedule in a run for what is seldom meant. */
final class Inspection {
    private static final double WORTH_A_WARNING = 0.01;
    private static final double LARGEST_FACTOR = 100;
    private static final long MOST_SAMPLES = 1 << 18;
    private static final int SAMPLES_A_STEP = 4;

    private final Horizon horizon;
    private final Track track;
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private double highest = Double.NEGATIVE_INFINITY;
    private long highestStep;

    private Inspection(Schedule schedule, Horizon horizon) {
        this.horizon = horizon;
        var bound = Binder.bind(schedule, horizon, warnings::add);
        // One that refuses to be asked past its end is asked here all the same.
        track = bound instanceof Tracks.Refusing(Track inner, _) ? inner : bound;
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
        if (track.at(0) == 0 && highest > 0) {
            warnings.add(new Warning.FirstUpdateAtZero());
        }
        inspectPeak();
        inspectEnd();
    }

    private long stride() {
        return Math.max(1, horizon.steps() / MOST_SAMPLES);
    }

    private long firstUnusable() {
        for (long step = 0; step < horizon.steps(); step += stride()) {
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
        Set<Long> restarts = restarts();
        for (long step = 0; step < horizon.steps(); step += stride()) {
            double value = track.at((double) step);
            if (value > highest) {
                highest = value;
                highestStep = step;
            }
            double before = step == 0 ? value : track.at(step - 1.0);
            double factor = value > before ? value / before : before / value;
            boolean restart = value > before && restarts.contains(step);
            if (factor > greatestFactor && Double.isFinite(factor) && !restart) {
                greatestFactor = factor;
                greatest = new Warning.Jump(step, before, value);
            }
        }
        if (greatest != null) {
            warnings.add(greatest);
        }
    }

    /** Returns the first updates of cycles that begin again: there, the text asks for a jump up. */
    private Set<Long> restarts() {
        var restarts = new HashSet<Long>();
        track.phases(
                0,
                (double) horizon.steps(),
                phase -> {
                    if (phase.beginning() == Phase.Beginning.AGAIN) {
                        restarts.add((long) Math.ceil(phase.start()));
                    }
                });
        return restarts;
    }

    private void inspectCompanions(Schedule schedule) {
        if (schedule instanceof Then(var first, var next)) {
            next.companions().keySet().stream()
                    .filter(driven -> !first.companions().containsKey(driven))
                    .forEach(
                            driven -> warnings.add(new Warning.CompanionLost(driven, first, next)));
        }
        for (var component : Kinds.components(schedule.getClass())) {
            if (Kinds.value(component, schedule) instanceof Schedule part) {
                inspectCompanions(part);
            }
        }
    }

    private void inspectPeak() {
        double stride = (double) stride() / SAMPLES_A_STEP;
        double asked = highest;
        for (long index = 0;
                index < MOST_SAMPLES * SAMPLES_A_STEP && index * stride < end();
                index++) {
            asked = Math.max(asked, track.at(index * stride));
        }
        asked = Math.max(asked, highestWherePhasesMeet());
        if (asked - highest > WORTH_A_WARNING * asked) {
            warnings.add(new Warning.PeakNeverReached(asked, highest, highestStep));
        }
    }

    private double highestWherePhasesMeet() {
        var values = DoubleStream.builder();
        track.phases(
                0,
                end(),
                phase -> {
                    values.add(track.at(phase.start()));
                    if (Double.isFinite(phase.end()) && phase.length() > 0) {
                        values.add(track.at(Math.nextDown(phase.end())));
                    }
                });
        return values.build().max().orElse(Double.NEGATIVE_INFINITY);
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
            var phases = Phase.of(track, horizon);
            warnings.add(
                    new Warning.LongerThanRun(track.length(), horizon.steps(), phases.getLast()));
        }
    }
}
