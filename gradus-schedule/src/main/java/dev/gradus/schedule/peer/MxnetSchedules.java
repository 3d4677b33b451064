package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Apache MXNet's mx.lr_scheduler, which counts updates from 1: its value for the first update is
 * that of num_update = 1.
 */
final class MxnetSchedules {
    private static final String WARM = " warmup_steps warmup_begin_lr warmup_mode";
    private static final double USUAL_RATE = 0.01;

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("mx", "mxnet"),
                    PeerConstructor.schedule(
                            "FactorScheduler",
                            "step factor stop_factor_lr base_lr" + WARM,
                            MxnetSchedules::factor),
                    PeerConstructor.schedule(
                            "MultiFactorScheduler",
                            "step factor base_lr" + WARM,
                            MxnetSchedules::multiFactor),
                    PeerConstructor.schedule(
                            "PolyScheduler",
                            "max_update base_lr pwr final_lr" + WARM,
                            r -> fall(Shapes.power(r.positive("pwr", 2)).reversed(), r)),
                    PeerConstructor.schedule(
                            "CosineScheduler",
                            "max_update base_lr final_lr" + WARM,
                            r -> fall(Shapes.COSINE, r)));

    private MxnetSchedules() {}

    private static double base(PeerCall r) {
        return r.positive("base_lr", USUAL_RATE);
    }

    private static double factorAtMost1(PeerCall r) {
        double factor = r.number("factor", 1);
        r.require(factor > 0 && factor <= 1, "factor", "must be above 0 and at most 1");
        return factor;
    }

    /** The steps count from the beginning of the run, the warm-up's included. */
    private static Schedule factor(PeerCall r) {
        Span stair = r.span(r.positiveInteger("step", r.number("step")));
        Schedule stairs =
                exponential(base(r), factorAtMost1(r), stair)
                        .every(stair)
                        .atLeast(r.number("stop_factor_lr", 1e-8));
        return warmedUp(stairs.shift(beforeDecay(r)), r);
    }

    private static Schedule multiFactor(PeerCall r) {
        Map<Double, Double> changes = new TreeMap<>();
        double value = base(r);
        for (double step : r.rising("step")) {
            value *= factorAtMost1(r);
            changes.put(step, value);
        }
        return warmedUp(SharedCurves.piecewise(base(r), changes, r).shift(beforeDecay(r)), r);
    }

    private static Schedule fall(RampShape shape, PeerCall r) {
        double max = r.positiveInteger("max_update", r.number("max_update"));
        double warmup = r.duration("warmup_steps", 0);
        r.require(max > warmup, "max_update", "must be greater than warmup_steps");
        Schedule decay =
                SharedCurves.way(base(r), r.number("final_lr", 0), r.span(max - warmup), shape);
        return warmedUp(warmup == 0 ? decay.shift(r.one()) : decay, r);
    }

    /** The updates of the warm-up: those with num_update below warmup_steps. */
    private static Span beforeDecay(PeerCall r) {
        return r.span(Math.max(0, r.duration("warmup_steps", 0) - 1));
    }

    private static Schedule warmedUp(Schedule rest, PeerCall r) {
        double warmup = r.calls("warmup_steps", 0);
        String mode = r.word("warmup_mode", "linear", "constant");
        double begin = r.number("warmup_begin_lr", 0);
        r.require(begin <= base(r), "warmup_begin_lr", "must not be greater than base_lr");
        if (warmup == 0) {
            return rest;
        }
        Schedule warm =
                mode.equals("constant")
                        ? hold(begin)
                        : ramp(begin, base(r), r.span(warmup)).shift(r.one());
        return warm.take(beforeDecay(r)).then(rest);
    }
}
