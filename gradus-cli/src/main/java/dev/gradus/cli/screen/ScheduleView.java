package dev.gradus.cli.screen;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.curve.Phase;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A schedule and its companions over a run, for display.
 *
 * @param schedule what drives the learning rate
 * @param horizon the run, at least one step long
 * @param curves what drives each hyper-parameter, the learning rate first
 */
public record ScheduleView(Schedule schedule, Horizon horizon, Map<HyperParameter, Curve> curves) {
    private static final int MOST_KEY_POINTS = 16;

    public ScheduleView {
        curves = Collections.unmodifiableMap(new EnumMap<>(curves));
    }

    public static ScheduleView of(Schedule schedule, Horizon horizon) {
        var curves = new EnumMap<HyperParameter, Curve>(HyperParameter.class);
        schedule.withCompanions().forEach((driven, its) -> curves.put(driven, its.over(horizon)));
        return new ScheduleView(schedule, horizon, curves);
    }

    /** Returns the steps at which to sample the curves. */
    public long[] samples() {
        return schedule.withCompanions().values().stream()
                .flatMapToLong(its -> LongStream.of(its.samples(horizon)))
                .sorted()
                .distinct()
                .toArray();
    }

    Curve learningRate() {
        return curves.getOrDefault(HyperParameter.LEARNING_RATE, _ -> Double.NaN);
    }

    /** Returns the key steps, each with a description. */
    Map<Long, String> keyPoints() {
        var points = new TreeMap<Long, String>();
        long last = horizon.steps() - 1;
        points.put(0L, "first update");
        points.putIfAbsent(last, "last update");
        long highest = extreme(1);
        long lowest = extreme(-1);
        if (learningRate().at(highest) > learningRate().at(lowest)) {
            points.merge(highest, "highest", ScheduleView::both);
            points.merge(lowest, "lowest", ScheduleView::both);
        }
        for (Phase phase : schedule.phases(horizon)) {
            long start = (long) Math.ceil(phase.start());
            if (points.size() >= MOST_KEY_POINTS) {
                break;
            }
            if (start <= last) {
                points.merge(start, phase.what(), ScheduleView::both);
            }
        }
        return points;
    }

    /** Returns the first step at which the rate, times a sign, is largest. */
    private long extreme(int sign) {
        Curve curve = learningRate();
        long best = 0;
        double most = sign * curve.at(0);
        for (long step : schedule.samples(horizon)) {
            double value = sign * curve.at(step);
            if (value > most) {
                most = value;
                best = step;
            }
        }
        return best;
    }

    private static String both(String first, String second) {
        return first + ", " + second;
    }
}
