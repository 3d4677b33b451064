package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** timm.scheduler; counts epochs unless {@code t_in_epochs=False}. */
final class TimmSchedules {
    private static final String WARMUP = " warmup_t warmup_lr_init warmup_prefix t_in_epochs";
    private static final String NOISE = " noise_range_t noise_pct noise_std noise_seed";
    private static final String CYCLES = " lr_min cycle_mul cycle_decay cycle_limit";
    private static final String LAST = " k_decay initialize";

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("timm"),
                    rule(
                            "CosineLRScheduler",
                            "t_initial" + CYCLES + WARMUP + NOISE + LAST,
                            TimmSchedules::cosine),
                    rule(
                            "TanhLRScheduler",
                            "t_initial lb ub" + CYCLES + WARMUP + NOISE + " initialize",
                            TimmSchedules::tanh),
                    rule(
                            "PolyLRScheduler",
                            "t_initial power" + CYCLES + WARMUP + NOISE + LAST,
                            TimmSchedules::polynomial),
                    rule(
                            "StepLRScheduler",
                            "decay_t decay_rate" + WARMUP + NOISE + " initialize",
                            TimmSchedules::step),
                    rule(
                            "MultiStepLRScheduler",
                            "decay_t decay_rate" + WARMUP + NOISE + " initialize",
                            TimmSchedules::multiStep),
                    PeerConstructor.part(
                                    "PlateauLRScheduler",
                                    "decay_rate patience_t threshold cooldown_t warmup_t warmup_lr_init lr_min mode"
                                            + NOISE
                                            + " noise_type"
                                            + " initialize",
                                    TimmSchedules::plateau)
                            .in(Unit.EPOCH));

    private TimmSchedules() {}

    private static PeerConstructor rule(
            String name, String signature, Function<PeerCall, Schedule> meaning) {
        return PeerConstructor.schedule(name, signature, reading -> withoutNoise(meaning, reading))
                .in(Unit.EPOCH);
    }

    private static Schedule withoutNoise(Function<PeerCall, Schedule> meaning, PeerCall reading) {
        requireNoNoise(reading);
        return meaning.apply(reading);
    }

    private static void requireNoNoise(PeerCall reading) {
        reading.require(
                !reading.has("noise_range_t"),
                "noise_range_t",
                "is not read: schedules here have no noise");
    }

    private static double notNegative(String name, PeerCall r) {
        double value = r.number(name, 0);
        r.require(value >= 0, name, "must be 0 or more");
        return value;
    }

    private static Schedule cosine(PeerCall r) {
        double k = r.number("k_decay", 1);
        RampShape shape = k == 1 ? Shapes.COSINE : Shapes.COSINE.of(Shapes.power(k));
        return warmedUp(cycles(shape, r), r.baseRate(), r);
    }

    private static Schedule polynomial(PeerCall r) {
        double k = r.number("k_decay", 1);
        RampShape fall = Shapes.power(r.number("power", 0.5)).reversed();
        return warmedUp(cycles(k == 1 ? fall : fall.of(Shapes.power(k)), r), r.baseRate(), r);
    }

    private static Schedule tanh(PeerCall r) {
        r.require(r.number("lb", -7) < r.number("ub", 3), "lb", "must be less than ub");
        RampShape shape = Shapes.tanh(r.number("lb", -7), r.number("ub", 3));
        double lr = r.baseRate();
        double warmup = r.calls("warmup_t", 0);
        if (warmup == 0) {
            r.note(Quirk.TIMM_FIRST_EPOCH);
            return hold(lr, r.one()).then(cycles(shape, r).shift(r.one()));
        }
        double progress = Math.min(1, warmup / r.positive("t_initial", r.number("t_initial")));
        boolean prefix = r.arguments().flag("warmup_prefix", false);
        return warmedUp(
                cycles(shape, r),
                prefix ? lr : shape.between(lr, notNegative("lr_min", r), progress),
                r);
    }

    /** base·decay^i falls to lr_min in every cycle i; after the last lr_min is held. */
    private static Schedule cycles(RampShape shape, PeerCall r) {
        double base = r.baseRate();
        double lowest = notNegative("lr_min", r);
        double stretch = r.number("cycle_mul", 1);
        r.require(stretch > 0, "cycle_mul", "must be above 0");
        double gain = r.number("cycle_decay", 1);
        long count = r.count("cycle_limit", 1);
        Span length = r.positiveLength("t_initial");
        r.noteIf(stretch != 1 && count > 1, Quirk.TIMM_LOGARITHM);
        if (count == 1) {
            return SharedCurves.way(base, lowest, length, shape);
        }
        Schedule cycles =
                gain == 1
                        ? ramp(base, lowest, length, shape).repeat(count).stretch(stretch)
                        : ramp(base, 0, length, shape).repeat(count).stretch(stretch).gain(gain);
        Schedule whole =
                gain == 1 || lowest == 0
                        ? cycles
                        : cycles.plus(
                                ramp(0, lowest, length, shape).repeat(count).stretch(stretch));
        return whole.then(hold(lowest));
    }

    private static Schedule warmedUp(Schedule curve, double target, PeerCall r) {
        return warmedUp(curve, target, "False", r);
    }

    private static Schedule warmedUp(
            Schedule curve, double target, String usualPrefix, PeerCall r) {
        double warmup = r.calls("warmup_t", 0);
        if (warmup == 0) {
            return curve;
        }
        boolean prefix = r.arguments().flag("warmup_prefix", usualPrefix.equals("True"));
        r.noteIf(!prefix, Quirk.TIMM_COSINE_UNDER_WARMUP);
        Span length = r.span(warmup);
        return SharedCurves.warmUp(
                notNegative("warmup_lr_init", r),
                target,
                length,
                prefix ? curve : curve.shift(length));
    }

    private static Schedule step(PeerCall r) {
        Schedule stairs =
                exponential(r.baseRate(), r.number("decay_rate", 1), r.positiveLength("decay_t"))
                        .every(r.positiveLength("decay_t"));
        return warmedUp(stairs, r.baseRate(), "True", r);
    }

    private static Schedule multiStep(PeerCall r) {
        r.note(Quirk.TIMM_MULTISTEP_EARLY);
        double value = r.baseRate();
        Map<Double, Double> changes = new TreeMap<>();
        for (double step : r.rising("decay_t")) {
            value *= r.number("decay_rate", 1);
            changes.put(Math.max(1, step - 1), value);
        }
        r.noteIf(changes.containsKey(1.0), Quirk.TIMM_FIRST_EPOCH);
        return warmedUp(SharedCurves.piecewise(r.baseRate(), changes, r), r.baseRate(), "True", r);
    }

    private static PeerPart plateau(PeerCall r) {
        requireNoNoise(r);
        double warmup = r.calls("warmup_t", 0);
        r.noteIf(warmup > 0, Quirk.TIMM_PLATEAU_WARMUP);
        r.noteIf(r.number("threshold", 1e-4) > 0, Quirk.TORCH_PLATEAU_NEGATIVE);
        boolean lower = r.word("mode", "max", "min").equals("min");
        Schedule flat = hold(r.baseRate());
        Schedule rate =
                warmup == 0
                        ? flat
                        : SharedCurves.warmUp(
                                notNegative("warmup_lr_init", r),
                                r.baseRate(),
                                r.span(warmup),
                                flat);
        return PeerPart.of(rate)
                .controlledBy(
                        Plateau.plateau()
                                .goal(lower ? Goal.MINIMIZE : Goal.MAXIMIZE)
                                .factor(lowering(r))
                                .patience(r.count("patience_t", 10) + 1)
                                .threshold(r.number("threshold", 1e-4), 0)
                                .cooldown(r.count("cooldown_t", 0))
                                .ignoring(ignored(warmup, r))
                                .smallestChange(1e-8)
                                .lowestRate(notNegative("lr_min", r)));
    }

    /** The reports of the warm-up's epochs, which the original ignores. */
    private static int ignored(double warmup, PeerCall r) {
        r.require(
                warmup == 0 || r.countsEpochs(),
                "warmup_t",
                "counts epochs, as the reports do, so the unit cannot be another");
        return (int) warmup;
    }

    private static double lowering(PeerCall r) {
        double factor = r.number("decay_rate", 0.1);
        r.require(factor > 0 && factor < 1, "decay_rate", "must lie above 0 and below 1");
        return factor;
    }
}
