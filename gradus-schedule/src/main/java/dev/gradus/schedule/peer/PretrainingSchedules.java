package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.inverse;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Formula;
import java.util.List;

/** The schedules of systems for large language models. */
final class PretrainingSchedules {
    private static final List<String> WEIGHT_DECAY =
            List.of("start_wd", "end_wd", "wd_incr_steps", "wd_incr_style");

    static final PeerSystem MEGATRON =
            PeerSystem.of(
                    List.of("megatron"),
                    PeerConstructor.part(
                                    "OptimizerParamScheduler",
                                    "init_lr max_lr min_lr lr_warmup_steps|warmup lr_decay_steps lr_decay_style|style "
                                            + "wsd_decay_steps lr_wsd_decay_style start_wd end_wd wd_incr_steps"
                                            + " wd_incr_style",
                                    r -> {
                                        PeerPart rate = PeerPart.of(megatron(r));
                                        return WEIGHT_DECAY.stream().anyMatch(r::has)
                                                ? rate.decayingWeights(weightDecay(r))
                                                : rate;
                                    })
                            .in(Unit.SAMPLE));

    static final PeerSystem TORCHTITAN =
            PeerSystem.of(
                    List.of("torchtitan"),
                    PeerConstructor.schedule(
                            "linear_warmup_stable_decay",
                            "warmup_steps|warmup stable_steps|stable decay_steps|decay lr_decay_type|type "
                                    + "min_lr_factor|lr_min",
                            PretrainingSchedules::torchtitan));

    static final PeerSystem LEVANTER =
            PeerSystem.of(
                    List.of("levanter"),
                    PeerConstructor.schedule(
                            "power",
                            "batch a b tokens_per_step",
                            PretrainingSchedules::powerOfTokens));

    private static final String[] STYLES = {
        "linear", "cosine", "constant", "inverse-square-root", "WSD", "minus_sqrt", "exponential"
    };

    private PretrainingSchedules() {}

    private static Schedule megatron(PeerCall r) {
        double max = r.number("max_lr");
        double min = r.number("min_lr", 0);
        double warmup = r.duration("lr_warmup_steps", 0);
        r.require(min >= 0, "min_lr", "must be 0 or more");
        r.require(max >= min, "max_lr", "must not be less than min_lr");
        r.require(r.number("init_lr", 0) <= max, "init_lr", "must not be greater than max_lr");
        r.require(
                r.positive("lr_decay_steps", r.number("lr_decay_steps")) > warmup,
                "lr_decay_steps",
                "must be greater than lr_warmup_steps");
        String style = r.word("lr_decay_style", STYLES);
        double decay = r.duration("lr_decay_steps") - warmup;
        Schedule rest =
                switch (style) {
                    case "constant" -> hold(max);
                    case "inverse-square-root" ->
                            inverse(max, 1 / Math.max(1, warmup))
                                    .power(0.5)
                                    .per(r.one())
                                    .atLeast(min)
                                    .take(r.span(decay))
                                    .then(hold(min));
                    case "linear" -> ramp(max, min, r.span(decay));
                    case "cosine" -> ramp(max, min, r.span(decay), Shapes.COSINE);
                    default -> stableThenDecay(max, min, decay, style, r);
                };
        return warmup == 0
                ? rest
                : SharedCurves.warmUp(r.number("init_lr", 0), max, r.span(warmup), rest);
    }

    /** From {@code start_wd} to {@code end_wd} over {@code wd_incr_steps}. */
    private static Schedule weightDecay(PeerCall r) {
        double from = r.number("start_wd");
        double to = r.number("end_wd");
        r.require(from >= 0, "start_wd", "must be 0 or more");
        r.require(to >= from, "end_wd", "must not be less than start_wd");
        Span length = r.span(r.duration("wd_incr_steps", 0));
        return switch (r.word("wd_incr_style", "constant", "linear", "cosine")) {
            case "linear" -> ramp(from, to, length).then(hold(to));
            case "cosine" -> ramp(from, to, length, Shapes.COSINE).then(hold(to));
            default -> {
                r.require(
                        from == to, "wd_incr_style", "must be linear or cosine where they differ");
                yield hold(to);
            }
        };
    }

    private static Schedule stableThenDecay(
            double max, double min, double steps, String style, PeerCall r) {
        double decay = r.duration("wsd_decay_steps");
        String shape =
                style.equals("WSD")
                        ? r.word(
                                "lr_wsd_decay_style",
                                "exponential",
                                "linear",
                                "cosine",
                                "minus_sqrt")
                        : style;
        RampShape fall =
                switch (shape) {
                    case "linear" -> Shapes.LINEAR;
                    case "cosine" -> Shapes.COSINE;
                    case "minus_sqrt" -> Shapes.power(0.5);
                    default -> Shapes.HALVING;
                };
        return hold(max, r.span(steps - decay)).then(ramp(max, min, r.span(decay), fall));
    }

    private static Schedule torchtitan(PeerCall r) {
        double lr = r.baseRate();
        RampShape fall =
                switch (r.word("lr_decay_type", "linear", "sqrt", "cosine")) {
                    case "sqrt" -> Shapes.power(0.5);
                    case "cosine" -> Shapes.COSINE;
                    default -> Shapes.LINEAR;
                };
        return ramp(0, lr, r.length("warmup_steps"))
                .landing(Landing.NEITHER)
                .then(hold(lr, r.span(r.duration("stable_steps", 0))))
                .then(
                        ramp(lr, lr * r.number("min_lr_factor", 0), r.length("decay_steps"), fall)
                                .landing(Landing.NEITHER));
    }

    /** The power schedule of Shen et al., arXiv 2408.13359: min(lr, batch·a·tokens^b). */
    private static Schedule powerOfTokens(PeerCall r) {
        Formula formula =
                Formula.of(
                        r.number("batch")
                                + " * "
                                + r.number("a", 4.6)
                                + " * ("
                                + r.number("tokens_per_step")
                                + " * max(t, 1)) ** ("
                                + r.number("b", -0.51)
                                + ")");
        return law(formula.text(), formula).per(r.one()).atMost(r.baseRate());
    }
}
