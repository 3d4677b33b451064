package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.inverse;
import static dev.gradus.schedule.named.Schedules.knots;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Knots;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Expression;
import dev.gradus.text.Formula;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** PaddlePaddle's paddle.optimizer.lr. */
final class PaddleSchedules {
    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("paddle"),
                    PeerConstructor.schedule(
                            "NoamDecay",
                            "d_model warmup_steps learning_rate",
                            PaddleSchedules::noam),
                    PeerConstructor.schedule(
                            "PiecewiseDecay", "boundaries values", PaddleSchedules::piecewise),
                    PeerConstructor.schedule(
                            "NaturalExpDecay",
                            "learning_rate gamma",
                            r ->
                                    exponential(
                                            r.baseRate(),
                                            StrictMath.exp(-r.number("gamma")),
                                            r.one())),
                    PeerConstructor.schedule(
                            "InverseTimeDecay",
                            "learning_rate gamma",
                            r -> inverse(r.baseRate(), r.number("gamma")).per(r.one())),
                    PeerConstructor.schedule(
                            "PolynomialDecay",
                            "learning_rate decay_steps end_lr power cycle",
                            PaddleSchedules::polynomial),
                    PeerConstructor.schedule(
                            "LinearWarmup",
                            "learning_rate warmup_steps start_lr end_lr",
                            PaddleSchedules::warmUp),
                    PeerConstructor.schedule(
                            "ExponentialDecay",
                            "learning_rate gamma",
                            r ->
                                    exponential(
                                            r.baseRate(),
                                            r.positive("gamma", r.number("gamma")),
                                            r.one())),
                    PeerConstructor.schedule(
                            "MultiStepDecay",
                            "learning_rate milestones gamma",
                            TorchSchedules::multiStep),
                    PeerConstructor.schedule(
                            "StepDecay", "learning_rate step_size gamma", TorchSchedules::step),
                    PeerConstructor.schedule(
                            "LambdaDecay", "learning_rate lr_lambda", PaddleSchedules::lambda),
                    PeerConstructor.schedule(
                            "MultiplicativeDecay",
                            "learning_rate lr_lambda",
                            TorchSchedules::multiplicative),
                    PeerConstructor.schedule(
                            "CosineAnnealingDecay",
                            "learning_rate T_max eta_min",
                            r ->
                                    SharedCurves.wave(
                                            r.baseRate(),
                                            r.number("eta_min", 0),
                                            r.positiveLength("T_max"))),
                    PeerConstructor.schedule(
                            "CosineAnnealingWarmRestarts",
                            "learning_rate T_0 T_mult eta_min",
                            r ->
                                    ramp(
                                                    r.baseRate(),
                                                    r.number("eta_min", 0),
                                                    r.span(
                                                            r.positiveInteger(
                                                                    "T_0", r.number("T_0"))),
                                                    Shapes.COSINE)
                                            .repeat()
                                            .stretch(r.positiveInteger("T_mult", 1))),
                    PeerConstructor.schedule(
                            "LinearLR",
                            "learning_rate total_steps start_factor end_factor",
                            PaddleSchedules::linear),
                    PeerConstructor.schedule(
                            "OneCycleLR",
                            "max_learning_rate total_steps divide_factor end_learning_rate phase_pct"
                                    + " anneal_strategy three_phase",
                            PaddleSchedules::oneCycle),
                    PeerConstructor.schedule(
                            "CyclicLR",
                            "base_learning_rate max_learning_rate step_size_up step_size_down mode"
                                    + " exp_gamma",
                            PaddleSchedules::cyclic),
                    PeerConstructor.part(
                            "ReduceOnPlateau",
                            "learning_rate mode factor patience threshold threshold_mode cooldown"
                                    + " min_lr epsilon",
                            PaddleSchedules::plateau));

    private PaddleSchedules() {}

    private static Schedule noam(PeerCall r) {
        double rate = r.has("learning_rate") ? r.baseRate() : 1;
        Formula formula =
                Formula.of(
                        "%s * %s**-0.5 * min(max(t, 1)**-0.5, t * %s**-1.5)"
                                .formatted(
                                        rate,
                                        r.positive("d_model", r.number("d_model")),
                                        r.positive("warmup_steps", r.number("warmup_steps"))));
        return law(formula.text(), formula).per(r.one());
    }

    private static Schedule piecewise(PeerCall r) {
        List<Double> boundaries = r.rising("boundaries");
        List<Double> values = r.arguments().numbers("values");
        r.require(
                values.size() == boundaries.size() + 1,
                "values",
                "must have one value more than there are boundaries");
        Map<Double, Double> changes = new TreeMap<>();
        for (int i = 0; i < boundaries.size(); i++) {
            changes.put(boundaries.get(i), values.get(i + 1));
        }
        return SharedCurves.piecewise(values.getFirst(), changes, r);
    }

    private static Schedule polynomial(PeerCall r) {
        double from = r.baseRate();
        double to = r.number("end_lr", 1e-4);
        double power = r.positive("power", 1);
        return r.arguments().flag("cycle", false)
                ? SharedCurves.cyclingPolynomial(
                        from, to, power, r.positive("decay_steps", r.number("decay_steps")), r)
                : SharedCurves.way(
                        from, to, r.positiveLength("decay_steps"), Shapes.power(power).reversed());
    }

    private static Schedule warmUp(PeerCall r) {
        Expression main = r.arguments().get("learning_rate");
        Schedule rest = main instanceof Expression.Call ? r.inner(main) : hold(r.baseRate());
        return ramp(r.number("start_lr"), r.number("end_lr"), r.positiveLength("warmup_steps"))
                .then(rest);
    }

    private static Schedule lambda(PeerCall r) {
        Formula formula = r.formula("lr_lambda");
        return law(formula.text(), formula).per(r.one()).times(r.baseRate());
    }

    private static Schedule linear(PeerCall r) {
        double lr = r.baseRate();
        double start = r.number("start_factor", 1.0 / 3);
        r.require(start > 0 && start <= 1, "start_factor", "must be greater than 0 and at most 1");
        return SharedCurves.way(
                lr * start,
                lr * r.between(0, 1, "end_factor", 1),
                r.positiveLength("total_steps"),
                Shapes.LINEAR);
    }

    private static Schedule oneCycle(PeerCall r) {
        double total = r.positiveInteger("total_steps", r.number("total_steps"));
        boolean threePhase = r.arguments().flag("three_phase", false);
        double share = r.between(0, 1, "phase_pct", 0.3);
        r.require(!threePhase || share < 0.5, "phase_pct", "must be below 0.5 with three_phase");
        double max = r.number("max_learning_rate");
        double start = max / r.positive("divide_factor", 25);
        double end = r.number("end_learning_rate", 1e-4);
        RampShape shape =
                r.word("anneal_strategy", "cos", "linear").equals("cos")
                        ? Shapes.COSINE
                        : Shapes.LINEAR;
        double up = Math.max(0, share * total - 1);
        Knots rise = knots(start).to(r.span(up), shape, max);
        Knots cycle =
                threePhase
                        ? rise.to(r.span(up), shape, start)
                                .to(r.span(total - 1 - 2 * up), shape, end)
                        : rise.to(r.span(total - 1 - up), shape, end);
        return cycle.then(hold(end));
    }

    private static Schedule cyclic(PeerCall r) {
        double up = r.positive("step_size_up", r.number("step_size_up"));
        return SharedCurves.cyclic(
                r.number("base_learning_rate"),
                r.number("max_learning_rate"),
                up,
                r.duration("step_size_down", up),
                r.word("mode", "triangular", "triangular2", "exp_range"),
                r.number("exp_gamma", 1),
                r);
    }

    private static PeerPart plateau(PeerCall r) {
        r.noteIf(TorchSchedules.isRelative("threshold_mode", r), Quirk.PADDLE_PLATEAU_NEGATIVE);
        r.noteIf(r.count("cooldown", 0) > 0, Quirk.PADDLE_PLATEAU_COOLDOWN);
        return PeerPart.of(hold(r.baseRate()))
                .controlledBy(
                        TorchSchedules.plateau(TorchSchedules.goal(r), "threshold_mode", r)
                                .lowestRate(r.number("min_lr", 0))
                                .smallestChange(r.number("epsilon", 1e-8)));
    }
}
