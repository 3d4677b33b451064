package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.inverse;
import static dev.gradus.schedule.named.Schedules.knots;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Formula;
import java.util.List;

/**
 * DeepSpeed's deepspeed.runtime.lr_schedules. Its value for the first update is that of a warm-up
 * that has not begun, and what it computes for iteration 0 is in force for the second.
 */
final class DeepSpeedSchedules {
    private static final String STEPS = "warmup_num_steps";
    private static final String TOTAL = "total_num_steps";

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("deepspeed"),
                    PeerConstructor.schedule(
                            "WarmupLR",
                            "warmup_min_lr warmup_max_lr warmup_num_steps warmup_type",
                            r ->
                                    warmUp(
                                            r.number("warmup_min_lr", 0),
                                            highest(r),
                                            r.number("warmup_min_lr", 0),
                                            hold(highest(r)),
                                            r)),
                    PeerConstructor.schedule(
                            "WarmupDecayLR",
                            "total_num_steps warmup_min_lr warmup_max_lr warmup_num_steps warmup_type",
                            DeepSpeedSchedules::decay),
                    PeerConstructor.schedule(
                            "WarmupCosineLR",
                            "total_num_steps warmup_min_ratio warmup_num_steps cos_min_ratio"
                                    + " warmup_type",
                            DeepSpeedSchedules::cosine),
                    PeerConstructor.schedule(
                            "LRRangeTest",
                            "lr_range_test_min_lr lr_range_test_step_size lr_range_test_step_rate"
                                    + " lr_range_test_staircase",
                            DeepSpeedSchedules::rangeTest),
                    PeerConstructor.schedule(
                            "OneCycle",
                            "cycle_min_lr cycle_max_lr decay_lr_rate cycle_first_step_size"
                                    + " cycle_second_step_size cycle_first_stair_count"
                                    + " cycle_second_stair_count decay_step_size cycle_momentum"
                                    + " cycle_min_mom cycle_max_mom decay_mom_rate",
                            DeepSpeedSchedules::oneCycle));

    private DeepSpeedSchedules() {}

    private static double highest(PeerCall r) {
        return r.has("warmup_max_lr") || r.has("lr") ? highestGiven(r) : 0.001;
    }

    private static double highestGiven(PeerCall r) {
        return r.has("warmup_max_lr") ? r.number("warmup_max_lr") : r.baseRate();
    }

    private static double steps(PeerCall r) {
        return Math.max(2, r.positiveInteger(STEPS, 1000));
    }

    /**
     * Returns a value for the first update, a warm-up from a low rate to a high one, and the rest.
     */
    private static Schedule warmUp(
            double low, double high, double first, Schedule rest, PeerCall r) {
        double steps = steps(r);
        Schedule rise;
        if (r.word("warmup_type", "log", "linear").equals("linear")) {
            rise = ramp(low, high, r.span(steps));
        } else {
            Formula formula =
                    Formula.of("%s + %s * log(t + 1) / log(%s)".formatted(low, high - low, steps));
            rise = law(formula.text(), formula).per(r.one()).take(r.span(steps));
        }
        return hold(first, r.one()).then(rise).then(rest);
    }

    private static double afterWarmUp(PeerCall r) {
        double total = r.positiveInteger(TOTAL, r.number(TOTAL));
        r.require(total >= steps(r), TOTAL, "must not be less than warmup_num_steps");
        return Math.max(1, total - steps(r));
    }

    private static Schedule decay(PeerCall r) {
        double low = r.number("warmup_min_lr", 0);
        double high = r.number("warmup_max_lr", 0.001);
        Schedule fall = SharedCurves.way(high, low, r.span(afterWarmUp(r)), Shapes.LINEAR);
        return warmUp(low, high, low, fall, r);
    }

    private static Schedule cosine(PeerCall r) {
        double lr = r.baseRate();
        Schedule fall =
                SharedCurves.way(
                                lr,
                                lr * r.number("cos_min_ratio", 1e-4),
                                r.span(afterWarmUp(r)),
                                Shapes.COSINE)
                        .shift(r.one());
        return warmUp(lr * r.number("warmup_min_ratio", 0), lr, 0, fall, r);
    }

    private static Schedule rangeTest(PeerCall r) {
        double low = r.positive("lr_range_test_min_lr", 1e-3);
        double size = r.positive("lr_range_test_step_size", 2000);
        String part =
                r.arguments().flag("lr_range_test_staircase", false)
                        ? "floor(t / %s)".formatted(size)
                        : "t / %s".formatted(size);
        Formula formula =
                Formula.of(
                        "%s * (1 + %s * %s)"
                                .formatted(low, r.number("lr_range_test_step_rate", 1), part));
        return law(formula.text(), formula).per(r.one());
    }

    private static Schedule oneCycle(PeerCall r) {
        for (String name :
                List.of("cycle_first_stair_count", "cycle_second_stair_count", "decay_mom_rate")) {
            r.require(
                    r.number(name, 0) == 0,
                    name,
                    "is read only as 0; write the cycle as ramps with .every(…)");
        }
        double low = r.number("cycle_min_lr");
        double high = r.number("cycle_max_lr");
        double up = r.positive("cycle_first_step_size", 2000);
        double down = r.positive("cycle_second_step_size", up);
        double slow = r.number("decay_step_size", 0);
        double rate = slow == 0 ? 0 : r.number("decay_lr_rate", 0);
        Schedule rest = rate == 0 ? hold(low) : inverse(low, rate).per(r.span(slow));
        if (!r.arguments().flag("cycle_momentum", true)) {
            return ramp(low, high, r.span(up)).then(ramp(high, low, r.span(down))).then(rest);
        }
        double calm = r.number("cycle_max_mom", 0.9);
        return knots(low, calm)
                .to(r.span(up), Shapes.LINEAR, high, r.number("cycle_min_mom", 0.8))
                .to(r.span(down), Shapes.LINEAR, low, calm)
                .then(rest);
    }
}
