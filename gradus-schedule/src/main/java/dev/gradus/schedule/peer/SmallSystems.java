package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.law;

import dev.gradus.schedule.Schedule;
import dev.gradus.text.Formula;
import java.util.List;

/** Systems with a single schedule that is widely known: fairseq and pytorch_optimizer. */
final class SmallSystems {
    static final PeerSystem FAIRSEQ =
            PeerSystem.of(
                    List.of("fairseq"),
                    PeerConstructor.schedule(
                            "tri_stage",
                            "warmup_steps hold_steps decay_steps phase_ratio init_lr_scale"
                                    + " final_lr_scale max_update",
                            SmallSystems::triStage));

    static final PeerSystem PYTORCH_OPTIMIZER =
            PeerSystem.of(
                    List.of("pytorch_optimizer"),
                    PeerConstructor.schedule(
                            "REXScheduler", "total_steps max_lr min_lr", SmallSystems::rex));

    private SmallSystems() {}

    /** Park et al., arXiv 1904.08779: linear up, hold, exponential down, hold. */
    private static Schedule triStage(PeerCall r) {
        double[] steps = stages(r);
        double lr = r.baseRate();
        double last = r.positive("final_lr_scale", 0.01);
        return SharedCurves.warmUp(
                lr * r.number("init_lr_scale", 0.01),
                lr,
                r.span(steps[0]),
                hold(lr, r.span(steps[1]))
                        .then(exponential(lr, last, r.span(steps[2])).take(r.span(steps[2])))
                        .then(hold(lr * last)));
    }

    private static double[] stages(PeerCall r) {
        if (!r.has("phase_ratio")) {
            r.require(!r.has("max_update"), "max_update", "can only be given with phase_ratio");
            return new double[] {
                r.calls("warmup_steps", 4000),
                r.calls("hold_steps", 20000),
                r.positive("decay_steps", 60000)
            };
        }
        List<Double> shares = r.arguments().numbers("phase_ratio");
        double total = r.positiveInteger("max_update", r.number("max_update"));
        r.require(
                shares.size() == 3
                        && Math.abs(shares.stream().mapToDouble(x -> x).sum() - 1) < 1e-9,
                "phase_ratio",
                "must hold three shares that add up to 1");
        return shares.stream().mapToDouble(share -> Math.floor(total * share)).toArray();
    }

    /**
     * Chen et al., arXiv 2107.04197: (1 − u) / (1 − u / 2) of the way from the end to the
     * beginning.
     */
    private static Schedule rex(PeerCall r) {
        r.note(Quirk.PYTORCH_OPTIMIZER_REX_FIRST);
        double total = r.positive("total_steps", r.number("total_steps"));
        double low = r.number("min_lr", 0);
        double high = r.has("max_lr") ? r.number("max_lr") : r.baseRate();
        Formula formula =
                Formula.of(
                        "%s + %s * (1 - t / %s) / (1 - 0.5 * t / %s)"
                                .formatted(low, high - low, total, total));
        return law(formula.text(), formula).per(r.one()).take(r.span(total)).then(hold(low));
    }
}
