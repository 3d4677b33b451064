package dev.gradus.train.plan;

import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.train.finder.Rule;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The step of a planned run at which its learning rate is highest, which a finder searches for.
 *
 * @param rate the learning rate there
 * @param rule the rule for the schedule: {@link Rule#PEAK} for a rate that is warmed up from below
 *     half of its peak and ends below half of it, {@link Rule#CONSTANT} for any other
 * @param others all other hyper-parameters there, such as the momentum of a 1cycle, held constant
 */
public record PlannedPeak(double rate, Rule rule, Map<HyperParameter, Schedule> others) {
    /** Runs with more steps than this are sampled. */
    private static final long LOOKED_AT = 1_000_000;

    /**
     * {@return the peak of a planned rate}
     *
     * @param settings a run with a learning rate
     * @param horizon its length
     */
    public static PlannedPeak of(Settings settings, Horizon horizon) {
        Map<HyperParameter, Schedule> schedules = PlanBuilder.schedules(settings);
        Curve rates = rates(settings).over(horizon);
        long peak = highest(rates, horizon.steps());
        var others = new EnumMap<HyperParameter, Schedule>(HyperParameter.class);
        schedules.forEach((driven, schedule) ->
                others.put(driven, new Hold(schedule.over(horizon).at(peak))));
        others.remove(HyperParameter.LEARNING_RATE);
        double half = rates.at(peak) / 2;
        boolean passing = rates.at(0) < half && rates.at(horizon.steps() - 1) < half;
        return new PlannedPeak(rates.at(peak), passing ? Rule.PEAK : Rule.CONSTANT, others);
    }

    /**
     * {@return what drives the learning rate}
     *
     * @param settings the settings of the trainer
     */
    public static Schedule rates(Settings settings) {
        return Objects.requireNonNull(settings.schedules().get(HyperParameter.LEARNING_RATE));
    }

    private static long highest(Curve rates, long steps) {
        long stride = Math.max(1, steps / LOOKED_AT);
        long highest = 0;
        for (long step = 0; step < steps; step += stride) {
            if (rates.at(step) > rates.at(highest)) {
                highest = step;
            }
        }
        return highest;
    }
}
