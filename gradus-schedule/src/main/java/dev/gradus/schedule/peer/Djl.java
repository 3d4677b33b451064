package dev.gradus.schedule.peer;

import static dev.gradus.schedule.Schedules.exponential;
import static dev.gradus.schedule.Schedules.hold;
import static dev.gradus.schedule.Schedules.ramp;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Shape;
import dev.gradus.schedule.Shapes;
import dev.gradus.schedule.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** DJL's ai.djl.training.tracker; builders are read as well, see {@link Builders}. */
final class Djl {
    private static final Rule CYCLICAL =
            Rule.schedule(
                    "CyclicalTracker",
                    "base|baseValue max|maxValue up|stepSizeUp down|stepSizeDown mode gamma",
                    Djl::cyclical);
    private static final Rule POLYNOMIAL =
            Rule.schedule(
                    "PolynomialDecayTracker",
                    "base|baseValue end|endLearningRate decaySteps power",
                    Djl::polynomial);

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("djl"),
                    Rule.schedule(
                            "FixedTracker",
                            "value|baseValue|base",
                            r -> noted(hold(r.number("value")), r)),
                    Rule.schedule(
                            "FixedPerVarTracker",
                            "value|defaultValue",
                            r -> noted(hold(r.number("value")), r)),
                    Rule.schedule(
                            "FactorTracker",
                            "base|baseValue factor maxUpdates min|minValue",
                            Djl::factor),
                    Rule.schedule(
                            "LinearTracker",
                            "base|baseValue slope maxUpdates min|minValue max|maxValue",
                            Djl::linear),
                    Rule.schedule(
                            "MultiFactorTracker", "base|baseValue steps factor", Djl::multiFactor),
                    Rule.schedule(
                            "CosineTracker",
                            "base|baseValue final|finalValue maxUpdates",
                            Djl::cosine),
                    POLYNOMIAL,
                    POLYNOMIAL.named("PolynomialTracker"),
                    CYCLICAL,
                    Rule.schedule(
                            "WarmUpTracker",
                            "main|mainTracker warmUpSteps warmUpBeginValue mode|warmUpMode",
                            Djl::warmUp));

    private Djl() {}

    private static Schedule noted(Schedule schedule, Reading r) {
        r.note(Quirk.DJL_FIRST_UPDATE);
        return schedule;
    }

    private static Schedule factor(Reading r) {
        double base = r.number("base");
        double factor = r.number("factor");
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

    private static Schedule linear(Reading r) {
        double base = r.number("base");
        double slope = r.number("slope");
        r.noteIf(r.has("min") || r.has("max"), Quirk.DJL_LIMIT_ROUNDED);
        double updates = r.duration("maxUpdates", Integer.MAX_VALUE);
        if (r.has("max")) {
            updates = Math.round((r.number("max") - base) / slope);
        } else if (r.has("min")) {
            updates = -Math.round((base - r.number("min")) / slope);
        }
        return noted(ramp(base, base + updates * slope, r.span(updates)), r);
    }

    private static Schedule multiFactor(Reading r) {
        r.note(Quirk.DJL_MULTI_FACTOR_MUTATES);
        Map<Double, Double> changes = new TreeMap<>();
        double value = r.number("base");
        for (double step : r.arguments().numbers("steps").stream().sorted().toList()) {
            value *= r.number("factor", 1);
            changes.put(step + 1, value);
        }
        return noted(Pieces.piecewise(r.number("base"), changes, r), r);
    }

    private static Schedule cosine(Reading r) {
        double end = r.number("final", 0.01);
        return noted(ramp(r.number("base"), end, r.length("maxUpdates"), Shapes.COSINE), r);
    }

    private static Schedule polynomial(Reading r) {
        Shape fall = Shapes.power(r.number("power", 1)).reversed();
        return noted(ramp(r.number("base"), r.number("end"), r.length("decaySteps"), fall), r);
    }

    private static Schedule cyclical(Reading r) {
        double up = r.duration("up", 2000);
        double down = r.duration("down", 0);
        String mode = r.arguments().word("mode", "triangular", "triangular2", "exp_range");
        double base = r.number("base", 0.001);
        double peak = r.number("max", 0.006);
        return noted(
                Pieces.cyclic(base, peak, up, down == 0 ? up : down, mode, r.number("gamma", 1), r),
                r);
    }

    private static Schedule warmUp(Reading r) {
        Schedule main = r.schedule(r.arguments().get("main"));
        double begin = r.number("warmUpBeginValue", 0);
        Span length = r.span(r.duration("warmUpSteps", 0));
        if (r.arguments().word("mode", "LINEAR", "CONSTANT").equals("CONSTANT")) {
            return noted(hold(begin, length).then(main), r);
        }
        double target = main.over(Horizon.ofSteps(1)).at(0);
        return noted(Pieces.warmUp(begin, target, length, main), r);
    }
}
