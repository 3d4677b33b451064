package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.Then;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Expression;
import dev.gradus.text.TextException;
import java.util.ArrayList;
import java.util.List;

/** MosaicML Composer's composer.optim.scheduler, with its time strings. */
final class ComposerSchedules {
    private static final String WHOLE_RUN = "1dur";
    private static final String WARM = "t_warmup";

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("composer"),
                    PeerConstructor.schedule(
                            "StepScheduler", "step_size gamma", ComposerSchedules::step),
                    PeerConstructor.schedule(
                            "MultiStepScheduler",
                            "milestones gamma",
                            r -> multiStep(Span.steps(0), r)),
                    PeerConstructor.schedule(
                            "ConstantScheduler", "alpha t_max", ComposerSchedules::constant),
                    PeerConstructor.schedule(
                            "LinearScheduler",
                            "alpha_i alpha_f t_max",
                            r -> fall(r.number("alpha_i", 1), Shapes.LINEAR, Span.steps(0), r)),
                    PeerConstructor.schedule(
                            "ExponentialScheduler",
                            "gamma decay_period",
                            r ->
                                    exponential(
                                            r.baseRate(),
                                            r.positive("gamma", r.number("gamma")),
                                            time("decay_period", "1ep", r))),
                    PeerConstructor.schedule(
                            "CosineAnnealingScheduler",
                            "t_max alpha_f",
                            r -> fall(1, Shapes.COSINE, Span.steps(0), r)),
                    PeerConstructor.schedule(
                            "CosineAnnealingWarmRestartsScheduler",
                            "t_0 t_mult alpha_f",
                            ComposerSchedules::restarts),
                    PeerConstructor.schedule(
                            "PolynomialScheduler",
                            "power t_max alpha_f",
                            r -> fall(1, power(r.number("power"), r), Span.steps(0), r)),
                    PeerConstructor.schedule(
                            "MultiStepWithWarmupScheduler",
                            "t_warmup milestones gamma scale_warmup",
                            r -> warmedUp(1, multiStep(warmup(r), r), r)),
                    PeerConstructor.schedule(
                            "ConstantWithWarmupScheduler",
                            "t_warmup alpha t_max scale_warmup",
                            ComposerSchedules::warmedUpConstant),
                    PeerConstructor.schedule(
                            "LinearWithWarmupScheduler",
                            "t_warmup alpha_i alpha_f t_max scale_warmup",
                            r -> {
                                double first = r.number("alpha_i", 1);
                                return warmedUp(first, fall(first, Shapes.LINEAR, warmup(r), r), r);
                            }),
                    PeerConstructor.schedule(
                            "CosineAnnealingWithWarmupScheduler",
                            "t_warmup t_max alpha_f scale_warmup",
                            r -> warmedUp(1, fall(1, Shapes.COSINE, warmup(r), r), r)),
                    PeerConstructor.schedule(
                            "PolynomialWithWarmupScheduler",
                            "t_warmup power t_max alpha_f scale_warmup",
                            r -> warmedUp(1, fall(1, power(2, r), warmup(r), r), r)));

    private ComposerSchedules() {}

    private static RampShape power(double usual, PeerCall r) {
        return Shapes.power(r.positive("power", usual)).reversed();
    }

    private static Schedule step(PeerCall r) {
        Span stair = time(r.arguments().get("step_size"));
        return exponential(r.baseRate(), r.positive("gamma", 0.1), stair).every(stair);
    }

    /** Milestones count from the beginning of the run, those within the warm-up from its end. */
    private static Schedule multiStep(Span begun, PeerCall r) {
        List<Schedule> pieces = new ArrayList<>();
        double value = r.baseRate();
        Span since = begun;
        for (Expression milestone : r.arguments().items("milestones")) {
            Span when = time(milestone);
            pieces.add(hold(value, when.minus(since)));
            value *= r.positive("gamma", 0.1);
            since = when;
        }
        pieces.add(hold(value));
        return Then.all(pieces);
    }

    private static Schedule constant(PeerCall r) {
        double lr = r.baseRate();
        return hold(lr * r.number("alpha", 1), time("t_max", WHOLE_RUN, r)).then(hold(lr));
    }

    /** The original divides the rest by t_max and multiplies by 0: it has no effect. */
    private static Schedule warmedUpConstant(PeerCall r) {
        double share = r.number("alpha", 1);
        r.require(!r.has("t_max"), "t_max", "has no effect in the original; leave it out");
        return warmedUp(share, hold(share * r.baseRate()), r);
    }

    private static Schedule fall(double from, RampShape shape, Span begun, PeerCall r) {
        double lr = r.baseRate();
        return SharedCurves.way(
                lr * from,
                lr * r.number("alpha_f", 0),
                time("t_max", WHOLE_RUN, r).minus(begun),
                shape);
    }

    private static Schedule restarts(PeerCall r) {
        double lr = r.baseRate();
        double stretch = r.number("t_mult", 1);
        r.require(
                stretch >= 1 && stretch == Math.rint(stretch),
                "t_mult",
                "is read only where it is a whole number, at least 1");
        return ramp(lr, lr * r.number("alpha_f", 0), time(r.arguments().get("t_0")), Shapes.COSINE)
                .repeat()
                .stretch(stretch);
    }

    private static Span warmup(PeerCall r) {
        r.require(
                !r.arguments().flag("scale_warmup", false),
                "scale_warmup",
                "depends on scale_schedule_ratio, which is not read; write the lengths you mean");
        return time(r.arguments().get(WARM));
    }

    private static Schedule warmedUp(double to, Schedule rest, PeerCall r) {
        return SharedCurves.warmUp(0, to * r.baseRate(), warmup(r), rest);
    }

    private static Span time(String name, String usual, PeerCall r) {
        return r.has(name) ? time(r.arguments().get(name)) : TimeString.read(usual).orElseThrow();
    }

    private static Span time(Expression written) {
        if (written instanceof Expression.Text(String text, _)) {
            return TimeString.read(text)
                    .orElseThrow(() -> new TextException(TimeString.RULE, written.place()));
        }
        throw new TextException(TimeString.RULE + ", got " + written.described(), written.place());
    }
}
