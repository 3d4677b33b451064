package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.knots;

import dev.gradus.schedule.Knots;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.TextException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** optax.schedules and optax.contrib.reduce_on_plateau. */
final class OptaxSchedules {
    private static final String WARMUP_COSINE =
            "init_value peak_value warmup_steps decay_steps end_value exponent";
    private static final PeerConstructor CONSTANT =
            PeerConstructor.schedule("constant_schedule", "value", r -> hold(r.number("value")));

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("optax"),
                    CONSTANT,
                    PeerConstructor.schedule(
                            "linear_schedule",
                            "init_value end_value transition_steps transition_begin",
                            OptaxSchedules::polynomial),
                    PeerConstructor.schedule(
                            "polynomial_schedule",
                            "init_value end_value power transition_steps transition_begin",
                            OptaxSchedules::polynomial),
                    PeerConstructor.schedule(
                            "piecewise_constant_schedule",
                            "init_value boundaries_and_scales",
                            OptaxSchedules::piecewise),
                    PeerConstructor.schedule(
                            "piecewise_interpolate_schedule",
                            "interpolate_type init_value boundaries_and_scales",
                            OptaxSchedules::interpolated),
                    PeerConstructor.schedule(
                            "exponential_decay",
                            "init_value transition_steps decay_rate transition_begin staircase end_value",
                            OptaxSchedules::exponential),
                    PeerConstructor.schedule(
                            "cosine_decay_schedule",
                            "init_value decay_steps alpha exponent",
                            OptaxSchedules::cosine),
                    PeerConstructor.schedule(
                            "linear_onecycle_schedule",
                            "transition_steps peak_value pct_start pct_final div_factor final_div_factor",
                            OptaxSchedules::linearOneCycle),
                    PeerConstructor.schedule(
                            "cosine_onecycle_schedule",
                            "transition_steps peak_value pct_start div_factor final_div_factor",
                            OptaxSchedules::cosineOneCycle),
                    PeerConstructor.schedule(
                            "warmup_constant_schedule",
                            "init_value peak_value warmup_steps",
                            OptaxSchedules::warmupConstant),
                    PeerConstructor.schedule(
                            "warmup_cosine_decay_schedule",
                            WARMUP_COSINE,
                            r -> warmupCosine(r.arguments(), r)),
                    PeerConstructor.schedule(
                            "warmup_exponential_decay_schedule",
                            "init_value peak_value warmup_steps transition_steps decay_rate transition_begin staircase end_value",
                            OptaxSchedules::warmupExponential),
                    PeerConstructor.schedule(
                            "sgdr_schedule", "cosine_kwargs|cycles", OptaxSchedules::sgdr),
                    PeerConstructor.schedule(
                            "join_schedules", "schedules boundaries", OptaxSchedules::joined),
                    PeerConstructor.part(
                            "reduce_on_plateau",
                            "factor patience rtol atol cooldown accumulation_size min_scale",
                            OptaxSchedules::plateau));

    private OptaxSchedules() {}

    private static Schedule polynomial(PeerCall r) {
        double steps = r.duration("transition_steps");
        r.noteIf(steps == 0, Quirk.OPTAX_WARMUP_ZERO);
        double power = r.number("power", 1);
        RampShape shape = power == 1 ? Shapes.LINEAR : Shapes.power(power).reversed();
        Schedule way =
                SharedCurves.way(
                        r.number("init_value"), r.number("end_value"), r.span(steps), shape);
        return begun(way, r);
    }

    private static Schedule begun(Schedule schedule, PeerCall r) {
        double begin = r.duration("transition_begin", 0);
        return begin == 0 ? schedule : schedule.delay(r.span(begin));
    }

    private static Schedule piecewise(PeerCall r) {
        Map<Double, Double> changes = new TreeMap<>();
        double value = r.number("init_value");
        for (Map.Entry<Long, Double> scale : scales(r).entrySet()) {
            value *= scale.getValue();
            changes.put((double) scale.getKey(), value);
        }
        return SharedCurves.piecewise(r.number("init_value"), changes, r);
    }

    private static Map<Long, Double> scales(PeerCall r) {
        if (!r.has("boundaries_and_scales")) {
            return Map.of();
        }
        var scales = new TreeMap<Long, Double>(r.arguments().table("boundaries_and_scales"));
        r.require(
                scales.values().stream().allMatch(scale -> scale >= 0),
                "boundaries_and_scales",
                "must not hold a negative scale");
        r.require(
                scales.isEmpty() || scales.firstKey() >= 0,
                "boundaries_and_scales",
                "must not hold a negative boundary");
        return scales;
    }

    private static Schedule interpolated(PeerCall r) {
        boolean linear = r.word("interpolate_type", "linear", "cosine").equals("linear");
        return knotted(
                linear ? Shapes.LINEAR : Shapes.COSINE, r.number("init_value"), scales(r), r);
    }

    private static Schedule knotted(
            RampShape shape, double initial, Map<Long, Double> scales, PeerCall r) {
        Knots timeline = knots(initial);
        double value = initial;
        long since = 0;
        for (Map.Entry<Long, Double> scale : scales.entrySet()) {
            value *= scale.getValue();
            timeline = timeline.to(r.span(scale.getKey() - since), shape, value);
            since = scale.getKey();
        }
        return timeline.then(hold(value));
    }

    private static Schedule exponential(PeerCall r) {
        return begun(decay(r.number("init_value"), r), r);
    }

    private static Schedule decay(double initial, PeerCall r) {
        double rate = r.number("decay_rate");
        if (rate == 0) {
            r.note(Quirk.OPTAX_DECAY_RATE_ZERO);
            return hold(initial);
        }
        Schedule decay = Schedules.exponential(initial, rate, r.positiveLength("transition_steps"));
        if (r.arguments().flag("staircase", false)) {
            decay = decay.every(r.length("transition_steps"));
        }
        if (!r.has("end_value")) {
            return decay;
        }
        return rate < 1
                ? decay.atLeast(r.number("end_value"))
                : decay.atMost(r.number("end_value"));
    }

    private static Schedule cosine(PeerCall r) {
        double initial = r.number("init_value");
        double end = initial * r.number("alpha", 0);
        return SharedCurves.way(
                initial, end, r.positiveLength("decay_steps"), cosine(r.number("exponent", 1)));
    }

    /** The cosine from 1 to 0, raised to a power. */
    private static RampShape cosine(double exponent) {
        return exponent == 1 ? Shapes.COSINE : Shapes.power(exponent).reversed().of(Shapes.COSINE);
    }

    private static Schedule linearOneCycle(PeerCall r) {
        long total = (long) r.positiveInteger("transition_steps", r.number("transition_steps"));
        double div = r.positive("div_factor", 25);
        long peak = (long) (r.between(0, 1, "pct_start", 0.3) * total);
        long back = (long) (r.between(0, 1, "pct_final", 0.85) * total);
        r.require(back >= peak, "pct_final", "must not be less than pct_start");
        r.noteIf(peak == 0 || back == peak || back == total, Quirk.OPTAX_ONE_CYCLE_COLLISION);
        double start = r.number("peak_value") / div;
        Knots timeline =
                knots(start)
                        .to(r.span(peak), r.number("peak_value"))
                        .to(r.span(back - peak), start)
                        .to(r.span(total - back), start / r.positive("final_div_factor", 1e4));
        return timeline.then(hold(start / r.positive("final_div_factor", 1e4)));
    }

    private static Schedule cosineOneCycle(PeerCall r) {
        long total = (long) r.positiveInteger("transition_steps", r.number("transition_steps"));
        double div = r.positive("div_factor", 25);
        long peak = (long) (r.between(0, 1, "pct_start", 0.3) * total);
        r.noteIf(peak == 0 || peak == total, Quirk.OPTAX_ONE_CYCLE_COLLISION);
        Map<Long, Double> scales = new LinkedHashMap<>();
        scales.put(peak, div);
        scales.merge(total, 1 / (div * r.positive("final_div_factor", 1e4)), (a, b) -> a * b);
        return knotted(Shapes.COSINE, r.number("peak_value") / div, scales, r);
    }

    private static Schedule warmupConstant(PeerCall r) {
        double warmup = r.duration("warmup_steps");
        r.noteIf(warmup == 0, Quirk.OPTAX_WARMUP_ZERO);
        return SharedCurves.way(
                r.number("init_value"), r.number("peak_value"), r.span(warmup), Shapes.LINEAR);
    }

    private static Schedule warmupCosine(Arguments cycle, PeerCall r) {
        double warmup = cycle.number("warmup_steps");
        double decay = cycle.number("decay_steps") - warmup;
        r.noteIf(warmup == 0, Quirk.OPTAX_WARMUP_ZERO);
        if (!(decay > 0)) {
            throw cycle.fault(
                    "decay_steps", "includes the warm-up and must be greater than warmup_steps");
        }
        double peak = cycle.number("peak_value");
        double end = peak == 0 ? 0 : cycle.number("end_value", 0);
        Schedule fall =
                SharedCurves.way(peak, end, r.span(decay), cosine(cycle.number("exponent", 1)));
        return SharedCurves.warmUp(cycle.number("init_value"), peak, r.span(warmup), fall);
    }

    private static Schedule warmupExponential(PeerCall r) {
        double warmup = r.duration("warmup_steps");
        r.noteIf(warmup == 0, Quirk.OPTAX_WARMUP_ZERO);
        double peak = r.number("peak_value");
        return SharedCurves.warmUp(
                r.number("init_value"), peak, r.span(warmup), begun(decay(peak, r), r));
    }

    private static Schedule sgdr(PeerCall r) {
        List<Schedule> schedules = new ArrayList<>();
        List<Double> boundaries = new ArrayList<>();
        double end = 0;
        for (Expression item : r.arguments().items("cosine_kwargs")) {
            Arguments cycle = keywords(item);
            schedules.add(warmupCosine(cycle, r));
            end += cycle.number("decay_steps");
            boundaries.add(end);
        }
        if (schedules.isEmpty()) {
            throw r.arguments().fault("cosine_kwargs", "must have at least one cycle");
        }
        boundaries.removeLast();
        return SharedCurves.joined(schedules, boundaries, r, "cosine_kwargs");
    }

    /** A dictionary as the named arguments of warmup_cosine_decay_schedule. */
    private static Arguments keywords(Expression item) {
        if (!(item instanceof Expression.Dictionary(List<Expression.Entry> entries, _))) {
            throw new TextException(
                    "a cycle is a dictionary, got " + item.described(), item.place());
        }
        Map<String, Expression> named = new LinkedHashMap<>();
        for (Expression.Entry entry : entries) {
            if (!(entry.key() instanceof Expression.Text(String key, _))) {
                throw new TextException(
                        "a key must be quoted, got " + entry.key().described(),
                        entry.key().place());
            }
            named.put(key, entry.value());
        }
        var call =
                new Expression.Call("warmup_cosine_decay_schedule", List.of(), named, item.place());
        return Arguments.of(call, WARMUP_COSINE.split(" ", -1));
    }

    private static Schedule joined(PeerCall r) {
        List<Schedule> schedules =
                r.arguments().items("schedules").stream().map(r::schedule).toList();
        return SharedCurves.joined(schedules, r.arguments().numbers("boundaries"), r, "boundaries");
    }

    private static PeerPart plateau(PeerCall r) {
        int patience = r.count("patience", 10);
        double relative = r.between(0, 1, "rtol", 1e-4);
        double absolute = r.number("atol", 0);
        r.require(absolute >= 0, "atol", "must be 0 or more");
        r.require(relative > 0 || absolute > 0, "rtol", "or atol must be greater than 0");
        r.noteIf(patience == 0, Quirk.OPTAX_PLATEAU_PATIENCE_ZERO);
        r.noteIf(relative > 0, Quirk.OPTAX_PLATEAU_NEGATIVE);
        return PeerPart.of(hold(r.baseRate()))
                .controlledBy(
                        Plateau.plateau()
                                .factor(TorchSchedules.below1(r, 0.1))
                                .patience(Math.max(1, patience))
                                .threshold(relative, absolute)
                                .cooldown(r.count("cooldown", 0))
                                .averaged(r.count("accumulation_size", 1))
                                .lowestFactor(r.number("min_scale", 0)));
    }
}
