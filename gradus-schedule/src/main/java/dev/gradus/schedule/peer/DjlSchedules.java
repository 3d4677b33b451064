package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** DJL's ai.djl.training.tracker; builders are read as well, see {@link Builders}. */
final class DjlSchedules {
    private static final PeerConstructor CYCLICAL =
            PeerConstructor.schedule(
                    "CyclicalTracker",
                    "base|baseValue max|maxValue up|stepSizeUp down|stepSizeDown mode gamma",
                    DjlSchedules::cyclical);
    private static final PeerConstructor POLYNOMIAL =
            PeerConstructor.schedule(
                    "PolynomialDecayTracker",
                    "base|baseValue end|endLearningRate decaySteps power",
                    DjlSchedules::polynomial);

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("djl"),
                    PeerConstructor.schedule(
                            "FixedTracker",
                            "value|baseValue|base",
                            r -> noted(hold(r.number("value")), r)),
                    PeerConstructor.schedule(
                            "FixedPerVarTracker",
                            "value|defaultValue",
                            r -> noted(hold(r.number("value")), r)),
                    PeerConstructor.schedule(
                            "FactorTracker",
                            "base|baseValue factor maxUpdates min|minValue",
                            DjlSchedules::factor),
                    PeerConstructor.schedule(
                            "LinearTracker",
                            "base|baseValue slope maxUpdates min|minValue max|maxValue",
                            DjlSchedules::linear),
                    PeerConstructor.schedule(
                            "MultiFactorTracker",
                            "base|baseValue steps factor",
                            DjlSchedules::multiFactor),
                    PeerConstructor.schedule(
                            "CosineTracker",
                            "base|baseValue final|finalValue maxUpdates",
                            DjlSchedules::cosine),
                    POLYNOMIAL,
                    POLYNOMIAL.named("PolynomialTracker"),
                    CYCLICAL,
                    PeerConstructor.schedule(
                            "WarmUpTracker",
                            "main|mainTracker warmUpSteps warmUpBeginValue mode|warmUpMode",
                            DjlSchedules::warmUp));

    private DjlSchedules() {}

    private static Schedule noted(Schedule schedule, PeerCall r) {
        r.note(Quirk.DJL_FIRST_UPDATE);
        return schedule;
    }

    private static Schedule factor(PeerCall r) {
        double base = r.number("base");
        double factor = r.number("factor");
        r.require(factor > 0 && factor <= 1, "factor", "must be greater than 0 and at most 1");
        r.require(
                !(r.has("min") && r.has("maxUpdates")),
                "min",
                "and maxUpdates cannot both be given");
        r.require(!r.has("min") || r.number("min") < base, "min", "must be less than the base");
        r.require(!r.has("min") || r.number("min") > 0, "min", "must be greater than 0");
        Schedule decay = exponential(base, factor, r.one());
        if (!r.has("maxUpdates") && !r.has("min")) {
            return noted(decay, r);
        }
        r.noteIf(r.has("min"), Quirk.DJL_LIMIT_ROUNDED);
        double updates =
                r.has("min")
                        ? Math.round(
                                StrictMath.log(r.number("min") / base) / StrictMath.log(factor))
                        : r.duration("maxUpdates");
        return noted(decay.take(r.span(updates + 1)), r);
    }

    private static Schedule linear(PeerCall r) {
        double base = r.number("base");
        double slope = r.number("slope");
        requireOneLimit(base, slope, r);
        r.noteIf(r.has("min") || r.has("max"), Quirk.DJL_LIMIT_ROUNDED);
        double updates = r.duration("maxUpdates", Integer.MAX_VALUE);
        if (r.has("max")) {
            updates = Math.round((r.number("max") - base) / slope);
        } else if (r.has("min")) {
            updates = -Math.round((base - r.number("min")) / slope);
        }
        return noted(ramp(base, base + updates * slope, r.span(updates)), r);
    }

    private static void requireOneLimit(double base, double slope, PeerCall r) {
        long limits = Stream.of("min", "max", "maxUpdates").filter(r::has).count();
        r.require(slope != 0, "slope", "must not be 0");
        r.require(limits <= 1, "slope", "takes one of min, max and maxUpdates");
        r.require(
                !r.has("max") || (slope > 0 && r.number("max") > base),
                "max",
                "needs a slope above 0, and must be greater than the base");
        r.require(
                !r.has("min") || (slope < 0 && r.number("min") < base),
                "min",
                "needs a slope below 0, and must be less than the base");
    }

    private static Schedule multiFactor(PeerCall r) {
        r.note(Quirk.DJL_MULTI_FACTOR_MUTATES);
        List<Double> steps = r.rising("steps");
        r.require(
                steps.stream().allMatch(step -> step >= 1 && step == Math.rint(step))
                        && steps.stream().distinct().count() == steps.size(),
                "steps",
                "must be whole numbers from 1 up, each greater than the one before");
        r.require(steps.size() > 1, "steps", "must be two or more; for one, write a piecewise(…)");
        r.require(r.number("factor", 1) <= 1, "factor", "must be at most 1");
        Map<Double, Double> changes = new TreeMap<>();
        double value = r.number("base");
        for (double step : steps) {
            value *= r.number("factor", 1);
            changes.put(step + 1, value);
        }
        return noted(SharedCurves.piecewise(r.number("base"), changes, r), r);
    }

    private static Schedule cosine(PeerCall r) {
        double end = r.number("final", 0.01);
        double base = r.positive("base", r.number("base"));
        r.require(base > end, "base", "must be greater than final");
        return noted(ramp(base, end, r.positiveLength("maxUpdates"), Shapes.COSINE), r);
    }

    private static Schedule polynomial(PeerCall r) {
        RampShape fall = Shapes.power(r.positive("power", 1)).reversed();
        return noted(
                ramp(r.number("base"), r.number("end"), r.positiveLength("decaySteps"), fall), r);
    }

    private static Schedule cyclical(PeerCall r) {
        double up = r.positive("up", 2000);
        double down = r.duration("down", 0);
        String mode = r.word("mode", "triangular", "triangular2", "exp_range");
        double base = r.positive("base", 0.001);
        double peak = r.positive("max", 0.006);
        r.require(base <= peak, "base", "must not be greater than max");
        return noted(
                SharedCurves.cyclic(
                        base,
                        peak,
                        up,
                        down == 0 ? up : down,
                        mode,
                        r.between(0, 1, "gamma", 1),
                        r),
                r);
    }

    private static Schedule warmUp(PeerCall r) {
        Schedule main = r.schedule(r.arguments().get("main"));
        double begin = r.number("warmUpBeginValue", 0);
        Span length = r.span(r.duration("warmUpSteps", 0));
        if (r.word("mode", "LINEAR", "CONSTANT").equals("CONSTANT")) {
            return noted(hold(begin, length).then(main), r);
        }
        double target = main.over(Horizon.ofSteps(1)).at(0);
        return noted(SharedCurves.warmUp(begin, target, length, main), r);
    }
}
