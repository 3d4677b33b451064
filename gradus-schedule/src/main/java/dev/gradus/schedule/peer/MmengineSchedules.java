package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;

import dev.gradus.number.Elementary;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Expression;
import dev.gradus.text.TextException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * MMEngine's mmengine.optim.scheduler. Each of several schedulers multiplies the rate from {@code
 * begin} until before {@code end}; what it made of the rate stays. {@code by_epoch} says what is
 * counted, epochs unless it is False.
 */
final class MmengineSchedules {
    private static final String TIME = " begin end by_epoch convert_to_iter_based";

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("mmengine"),
                    within("StepLR", "step_size gamma", MmengineSchedules::step),
                    within("MultiStepLR", "milestones gamma", MmengineSchedules::multiStep),
                    within("ConstantLR", "factor", MmengineSchedules::constant),
                    within("ExponentialLR", "gamma", MmengineSchedules::decay),
                    within("LinearLR", "start_factor end_factor", MmengineSchedules::linear),
                    within("PolyLR", "eta_min power", MmengineSchedules::polynomial),
                    within("CosineAnnealingLR", "T_max eta_min", MmengineSchedules::cosine),
                    PeerConstructor.part(
                            "ReduceOnPlateauLR",
                            "monitor rule factor patience threshold threshold_rule cooldown"
                                    + " min_value eps begin end by_epoch",
                            MmengineSchedules::plateau),
                    PeerConstructor.part(
                            "param_scheduler", "schedulers", MmengineSchedules::several));

    private MmengineSchedules() {}

    /** A scheduler's curve from its own beginning on, and the rate that it leaves. */
    private record Piece(Schedule curve, double left) {}

    /** Makes the piece of a number of calls, infinite without an end. */
    @FunctionalInterface
    private interface Maker {
        Piece of(double calls, PeerCall r);
    }

    private static PeerConstructor within(String name, String signature, Maker maker) {
        return PeerConstructor.schedule(name, signature + TIME, r -> placed(maker, r));
    }

    private static Schedule placed(Maker maker, PeerCall r) {
        Unit unit = unit(r);
        double begin = r.calls("begin", 0);
        double end = r.has("end") ? r.calls("end", 0) : Double.POSITIVE_INFINITY;
        r.require(end > begin, "end", "must be greater than begin");
        Piece piece = maker.of(end - begin, r);
        Schedule curve =
                Double.isInfinite(end)
                        ? piece.curve
                        : piece.curve.take(unit.span(end - begin)).then(hold(piece.left));
        Schedule whole = begin == 0 ? curve : hold(r.baseRate(), unit.span(begin)).then(curve);
        return unit == Unit.EPOCH ? whole.perEpoch() : whole;
    }

    private static Unit unit(PeerCall r) {
        boolean epochs = r.arguments().flag("by_epoch", true);
        boolean converted = r.arguments().flag("convert_to_iter_based", false);
        r.require(epochs || !converted, "convert_to_iter_based", "needs by_epoch=True");
        return converted ? Unit.FRACTION : epochs ? Unit.EPOCH : Unit.UPDATE;
    }

    /** Returns the way from the first call to the last: a call less than all of them. */
    private static Span way(double calls, PeerCall r) {
        r.require(Double.isFinite(calls), "end", "must be given");
        Unit unit = unit(r);
        Span one = unit == Unit.FRACTION ? Span.steps(1) : unit.span(1);
        return unit.span(calls).minus(one);
    }

    private static void requireOwnCalls(PeerCall r) {
        r.require(
                unit(r) != Unit.FRACTION,
                "convert_to_iter_based",
                "is read for LinearLR, PolyLR and ConstantLR alone; write by_epoch=False and the"
                        + " lengths in iterations");
    }

    private static Piece step(double calls, PeerCall r) {
        requireOwnCalls(r);
        double size = r.positiveInteger("step_size", r.number("step_size"));
        double gamma = r.positive("gamma", 0.1);
        double lr = r.baseRate();
        Span stair = unit(r).span(size);
        return new Piece(
                exponential(lr, gamma, stair).every(stair),
                lr * power(gamma, Math.floor((calls - 1) / size)));
    }

    private static Piece multiStep(double calls, PeerCall r) {
        requireOwnCalls(r);
        Map<Double, Double> changes = new TreeMap<>();
        double value = r.baseRate();
        double left = value;
        for (double milestone : r.rising("milestones")) {
            value *= r.positive("gamma", 0.1);
            changes.put(milestone, value);
            left = milestone < calls ? value : left;
        }
        return new Piece(SharedCurves.piecewise(r.baseRate(), changes, unit(r)::span), left);
    }

    private static Piece constant(double calls, PeerCall r) {
        double lr = r.baseRate();
        double factor = r.between(0, 1, "factor", 1.0 / 3);
        r.require(factor > 0, "factor", "must be greater than 0: the original divides by it");
        return Double.isInfinite(calls)
                ? new Piece(hold(lr * factor), lr)
                : new Piece(hold(lr * factor, way(calls, r)).then(hold(lr)), lr);
    }

    private static Piece decay(double calls, PeerCall r) {
        requireOwnCalls(r);
        double gamma = r.positive("gamma", r.number("gamma"));
        return new Piece(
                exponential(r.baseRate(), gamma, unit(r).span(1)),
                r.baseRate() * power(gamma, calls - 1));
    }

    private static double power(double gamma, double exponent) {
        return Double.isInfinite(exponent) ? 0 : Elementary.power(gamma, exponent);
    }

    private static Piece linear(double calls, PeerCall r) {
        double from = r.between(0, 1, "start_factor", 1.0 / 3);
        r.require(from > 0, "start_factor", "must be greater than 0: the original divides by it");
        double to = r.baseRate() * r.between(0, 1, "end_factor", 1);
        return new Piece(
                SharedCurves.way(r.baseRate() * from, to, way(calls, r), Shapes.LINEAR), to);
    }

    private static Piece polynomial(double calls, PeerCall r) {
        double to = r.number("eta_min", 0);
        return new Piece(
                SharedCurves.way(
                        r.baseRate(),
                        to,
                        way(calls, r),
                        Shapes.power(r.positive("power", 1)).reversed()),
                to);
    }

    private static Piece cosine(double calls, PeerCall r) {
        requireOwnCalls(r);
        double length = r.has("T_max") ? r.positive("T_max", 0) : calls;
        r.require(Double.isFinite(length), "T_max", "or end must be given");
        double from = r.baseRate();
        double to = r.number("eta_min", 0);
        double done = Double.isFinite(calls) ? (calls - 1) / length : 1;
        return new Piece(
                SharedCurves.wave(from, to, unit(r).span(length)),
                to + (from - to) * (1 + Elementary.cos(Math.PI * done)) / 2);
    }

    /**
     * Counts the validation after the first epoch as 1, so that {@code begin} ignores one report
     * less than its number.
     */
    private static PeerPart plateau(PeerCall r) {
        r.require(
                r.arguments().flag("by_epoch", true),
                "by_epoch",
                "must be True, as in the original: it looks at validations");
        r.require(
                !r.has("end"),
                "end",
                "is not read: a controller stays in force; leave it out, or stop it during the run");
        boolean lower = r.word("rule", "less", "greater").equals("less");
        r.noteIf(TorchSchedules.isRelative("threshold_rule", r), Quirk.TORCH_PLATEAU_NEGATIVE);
        return PeerPart.of(hold(r.baseRate()))
                .controlledBy(
                        TorchSchedules.plateau(
                                        lower ? Goal.MINIMIZE : Goal.MAXIMIZE, "threshold_rule", r)
                                .lowestRate(r.number("min_value", 0))
                                .smallestChange(r.number("eps", 1e-8))
                                .ignoring(Math.max(0, r.count("begin", 0) - 1)));
    }

    /** {@code param_scheduler=[dict(type='LinearLR', …), …]}: the product of what each does. */
    private static PeerPart several(PeerCall r) {
        List<Expression> schedulers = r.arguments().items("schedulers");
        r.require(!schedulers.isEmpty(), "schedulers", "must have at least one scheduler");
        Schedule product = hold(r.baseRate());
        Optional<Controller> controller = Optional.empty();
        for (Expression scheduler : schedulers) {
            Expression.Call call = ofType(scheduler);
            if (call.last().equals("ReduceOnPlateauLR")) {
                r.require(controller.isEmpty(), "schedulers", "may hold one ReduceOnPlateauLR");
                controller = r.controller(call);
                continue;
            }
            boolean floored = call.named().containsKey("eta_min");
            r.noteIf(floored && schedulers.size() > 1, Quirk.MMENGINE_FLOOR);
            product = product.times(r.nested(call).times(1 / r.baseRate()));
        }
        return new PeerPart(product, Optional.empty(), controller);
    }

    private static Expression.Call ofType(Expression scheduler) {
        return scheduler instanceof Expression.Call call
                ? call
                : Configurations.mmengine(scheduler)
                        .orElseThrow(() ->
                                new TextException(
                                        "a scheduler is written as dict(type='LinearLR', …), got "
                                                + scheduler.described(),
                                        scheduler.place()));
    }
}
