package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.inverse;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.schedule.controller.Greedy;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Expression;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** transformers.optimization. */
final class HuggingFaceSchedules {
    private static final String WARMUP = "num_warmup_steps";
    private static final String RUN = "num_warmup_steps num_training_steps";
    private static final String GREEDY =
            "mode factor patience threshold threshold_mode cooldown warmup min_lr max_lr eps"
                    + " verbose smooth window_size reset_start";

    /** The names of transformers' SchedulerType, and the constructors they stand for. */
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("linear", "get_linear_schedule_with_warmup"),
                    Map.entry("cosine", "get_cosine_schedule_with_warmup"),
                    Map.entry(
                            "cosine_with_restarts",
                            "get_cosine_with_hard_restarts_schedule_with_warmup"),
                    Map.entry("polynomial", "get_polynomial_decay_schedule_with_warmup"),
                    Map.entry("constant", "get_constant_schedule"),
                    Map.entry("constant_with_warmup", "get_constant_schedule_with_warmup"),
                    Map.entry("inverse_sqrt", "get_inverse_sqrt_schedule"),
                    Map.entry("reduce_lr_on_plateau", "get_reduce_on_plateau_schedule"),
                    Map.entry("cosine_with_min_lr", "get_cosine_with_min_lr_schedule_with_warmup"),
                    Map.entry(
                            "cosine_warmup_with_min_lr",
                            "get_cosine_with_min_lr_schedule_with_warmup_lr_rate"),
                    Map.entry("warmup_stable_decay", "get_wsd_schedule"),
                    Map.entry("greedy", "get_greedy_schedule"));

    private static final List<PeerConstructor> WRITTEN =
            List.of(
                    PeerConstructor.schedule("get_constant_schedule", "", r -> hold(r.baseRate())),
                    PeerConstructor.schedule(
                            "get_constant_schedule_with_warmup",
                            WARMUP,
                            r -> warmedUp(hold(r.baseRate()), r)),
                    PeerConstructor.schedule(
                            "get_linear_schedule_with_warmup",
                            RUN,
                            r -> warmedUp(fall(0, Shapes.LINEAR, r), r)),
                    PeerConstructor.schedule(
                            "get_cosine_schedule_with_warmup",
                            RUN + " num_cycles",
                            r -> warmedUp(wave(0, r), r)),
                    PeerConstructor.schedule(
                            "get_cosine_with_hard_restarts_schedule_with_warmup",
                            RUN + " num_cycles",
                            r -> warmedUp(hardRestarts(r), r)),
                    PeerConstructor.schedule(
                            "get_polynomial_decay_schedule_with_warmup",
                            RUN + " lr_end power",
                            r ->
                                    warmedUp(
                                            fall(
                                                    lowerEnd(r),
                                                    Shapes.power(r.positive("power", 1)).reversed(),
                                                    r),
                                            r)),
                    PeerConstructor.schedule(
                            "get_inverse_sqrt_schedule",
                            WARMUP + " timescale",
                            HuggingFaceSchedules::inverseSquareRoot),
                    PeerConstructor.schedule(
                            "get_cosine_with_min_lr_schedule_with_warmup",
                            RUN + " num_cycles min_lr min_lr_rate",
                            r -> warmedUp(wave(lowest(r), r), r)),
                    PeerConstructor.schedule(
                            "get_cosine_with_min_lr_schedule_with_warmup_lr_rate",
                            RUN + " num_cycles min_lr min_lr_rate warmup_lr_rate",
                            HuggingFaceSchedules::warmUpRate),
                    PeerConstructor.schedule(
                            "get_wsd_schedule",
                            "num_warmup_steps num_decay_steps num_training_steps num_stable_steps warmup_type decay_type "
                                    + "min_lr_ratio num_cycles",
                            HuggingFaceSchedules::warmupStableDecay),
                    TorchSchedules.plateau("get_reduce_on_plateau_schedule"),
                    PeerConstructor.part(
                            "get_greedy_schedule", GREEDY, HuggingFaceSchedules::greedy),
                    PeerConstructor.part("GreedyLR", GREEDY, HuggingFaceSchedules::greedy),
                    PeerConstructor.part(
                            "get_scheduler",
                            "name optimizer num_warmup_steps num_training_steps"
                                    + " scheduler_specific_kwargs",
                            HuggingFaceSchedules::byName));

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("hf", "transformers"),
                    Stream.concat(
                                    WRITTEN.stream(),
                                    TYPES.entrySet().stream()
                                            .sorted(Map.Entry.comparingByKey())
                                            .map(HuggingFaceSchedules::shortName))
                            .toArray(PeerConstructor[]::new));

    private HuggingFaceSchedules() {}

    private static PeerConstructor shortName(Map.Entry<String, String> type) {
        return WRITTEN.stream()
                .filter(constructor -> constructor.name().equals(type.getValue()))
                .findFirst()
                .orElseThrow()
                .named(type.getKey());
    }

    /** {@code get_scheduler("cosine", optimizer, 100, 1000)}: another constructor, by its type. */
    private static PeerPart byName(PeerCall r) {
        Expression written = r.arguments().get("name");
        String type =
                switch (written) {
                    case Expression.Text(String text, _) -> text;
                    case Expression.Name name -> name.last().toLowerCase(Locale.ROOT);
                    default -> throw r.arguments().fault("name", "must be a text such as 'cosine'");
                };
        String constructor = TYPES.get(type);
        if (constructor == null) {
            throw new TextException(
                    Suggestions.unknown("scheduler", type, TYPES.keySet()), written.place());
        }
        Map<String, Expression> named = new LinkedHashMap<>();
        for (String length : List.of("num_warmup_steps", "num_training_steps")) {
            r.arguments().find(length).ifPresent(given -> named.put(length, given));
        }
        named.keySet().retainAll(parameters(constructor)); // as the original does
        r.arguments()
                .find("scheduler_specific_kwargs")
                .ifPresent(given -> named.putAll(dictionary(given)));
        return r.instead(
                new Expression.Call(constructor, List.of(), named, r.arguments().call().place()),
                rate(r));
    }

    private static List<String> parameters(String constructor) {
        return WRITTEN.stream()
                .filter(each -> each.name().equals(constructor))
                .findFirst()
                .orElseThrow()
                .parameters();
    }

    private static OptionalDouble rate(PeerCall r) {
        OptionalDouble optimizer =
                r.arguments().find("optimizer").map(r::rateOf).orElse(OptionalDouble.empty());
        return optimizer.isEmpty() && r.has("lr") ? OptionalDouble.of(r.number("lr")) : optimizer;
    }

    private static Map<String, Expression> dictionary(Expression given) {
        if (!(given instanceof Expression.Dictionary(List<Expression.Entry> entries, _))) {
            throw new TextException(
                    "scheduler_specific_kwargs must be a dictionary, got " + given.described(),
                    given.place());
        }
        Map<String, Expression> named = new LinkedHashMap<>();
        for (Expression.Entry entry : entries) {
            if (entry.key() instanceof Expression.Text(String key, _)) {
                named.put(key, entry.value());
            } else {
                throw new TextException(
                        "names are quoted here, got " + entry.key().described(),
                        entry.key().place());
            }
        }
        return named;
    }

    private static Schedule warmedUp(Schedule curve, PeerCall r) {
        double warmup = r.duration("num_warmup_steps");
        r.noteIf(warmup > 0, Quirk.HF_FIRST_UPDATE_ZERO);
        return warmup == 0 ? curve : SharedCurves.warmUp(0, r.baseRate(), r.span(warmup), curve);
    }

    private static double lowerEnd(PeerCall r) {
        double end = r.number("lr_end", 1e-7);
        r.require(end < r.baseRate(), "lr_end", "must be less than lr");
        return end;
    }

    private static double decaySteps(PeerCall r) {
        return r.duration("num_training_steps") - r.duration("num_warmup_steps");
    }

    private static Schedule fall(double end, RampShape shape, PeerCall r) {
        return SharedCurves.way(r.baseRate(), end, r.span(decaySteps(r)), shape);
    }

    /** A cosine with a number of whole waves, which continues past the end of the run. */
    private static Schedule wave(double lowest, PeerCall r) {
        r.note(Quirk.HF_COSINE_REBOUND);
        double cycles = Math.abs(r.number("num_cycles", 0.5));
        if (cycles == 0) {
            return hold(r.baseRate());
        }
        return SharedCurves.wave(
                r.baseRate(), lowest, r.span(Math.max(1, decaySteps(r)) / (2 * cycles)));
    }

    private static Schedule hardRestarts(PeerCall r) {
        int cycles = r.count("num_cycles", 1);
        if (cycles == 0) {
            return hold(r.baseRate(), r.span(decaySteps(r))).then(hold(0));
        }
        Span cycle = r.span(decaySteps(r) / cycles);
        return ramp(r.baseRate(), 0, cycle, Shapes.COSINE).repeat(cycles).then(hold(0));
    }

    private static Schedule inverseSquareRoot(PeerCall r) {
        double warmup = r.duration("num_warmup_steps");
        double scale = r.positive("timescale", warmup == 0 ? 10_000 : warmup);
        return warmedUp(inverse(r.baseRate(), 1 / scale).power(0.5).per(r.one()), r);
    }

    /** The end of a cosine, given as a rate or as a share of the base rate. */
    private static double lowest(PeerCall r) {
        if (r.has("min_lr") == r.has("min_lr_rate")) {
            throw r.arguments().fault("min_lr", "or min_lr_rate must be given, and not both");
        }
        return r.has("min_lr") ? r.number("min_lr") : r.baseRate() * r.number("min_lr_rate");
    }

    private static Schedule warmUpRate(PeerCall r) {
        double warmup = r.duration("num_warmup_steps");
        double lr = r.baseRate();
        Schedule curve = wave(lowest(r), r).shift(r.one());
        if (r.has("warmup_lr_rate")) {
            return ramp(lr * r.number("warmup_lr_rate"), lr, r.span(warmup))
                    .landing(Landing.BOTH)
                    .then(curve);
        }
        return ramp(0, lr, r.span(warmup)).landing(Landing.END).then(curve);
    }

    private static Schedule warmupStableDecay(PeerCall r) {
        double lr = r.baseRate();
        double lowest = lr * r.number("min_lr_ratio", 0);
        double warmup = r.duration("num_warmup_steps");
        double decay = r.duration("num_decay_steps");
        double stable =
                r.has("num_stable_steps")
                        ? r.duration("num_stable_steps")
                        : r.duration("num_training_steps") - warmup - decay;
        r.require(
                stable >= 0,
                "num_training_steps",
                "must not be less than num_warmup_steps and num_decay_steps together");
        RampShape rise = shape("warmup_type", "linear", r);
        RampShape fall = shape("decay_type", "cosine", r);
        RampShape rising = rise.equals(Shapes.power(0.5)) ? rise.reversed() : rise;
        return ramp(lowest, lr, r.span(warmup), rising)
                .then(hold(lr, r.span(stable)))
                .then(ramp(lr, lowest, r.span(decay), fall));
    }

    private static RampShape shape(String argument, String usual, PeerCall r) {
        String other = usual.equals("linear") ? "cosine" : "linear";
        return switch (r.word(argument, usual, other, "1-sqrt")) {
            case "linear" -> Shapes.LINEAR;
            case "cosine" -> cosine(r);
            default -> Shapes.power(0.5);
        };
    }

    private static RampShape cosine(PeerCall r) {
        if (r.number("num_cycles", 0.5) != 0.5) {
            throw r.arguments()
                    .fault(
                            "num_cycles",
                            "is read only as 0.5 here; write the decay as schedules of your own");
        }
        return Shapes.COSINE;
    }

    private static PeerPart greedy(PeerCall r) {
        boolean relative = r.word("threshold_mode", "abs", "rel").equals("rel");
        boolean lower = r.word("mode", "min", "max").equals("min");
        double lowest = r.number("min_lr", 1e-3);
        double threshold = r.number("threshold", 1e-6);
        r.noteIf(r.baseRate() < lowest, Quirk.HF_GREEDY_BELOW_MIN);
        return PeerPart.of(hold(r.baseRate()))
                .controlledBy(
                        new Greedy(
                                lower ? Goal.MINIMIZE : Goal.MAXIMIZE,
                                TorchSchedules.below1(r, 0.95),
                                r.count("patience", 10) + 1,
                                relative ? threshold : 0,
                                relative ? 0 : threshold,
                                r.count("cooldown", 0),
                                r.count("warmup", 0),
                                lowest,
                                r.number("max_lr", 1),
                                r.number("eps", 1e-8),
                                r.arguments().flag("smooth", false)
                                        ? r.count("window_size", 50)
                                        : 1,
                                r.count("reset_start", 500)));
    }
}
