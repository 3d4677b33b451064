package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.cyclic;
import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.knots;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Knots;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Expression;
import dev.gradus.text.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** PyTorch's torch.optim.lr_scheduler and torch.optim.swa_utils. */
final class TorchSchedules {
    private static final String PLATEAU =
            "mode factor patience threshold threshold_mode|tmode cooldown min_lr eps";

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("torch"),
                    PeerConstructor.schedule("LambdaLR", "lr_lambda", TorchSchedules::lambda),
                    PeerConstructor.schedule(
                            "MultiplicativeLR", "lr_lambda", TorchSchedules::multiplicative),
                    PeerConstructor.schedule("StepLR", "step_size gamma", TorchSchedules::step),
                    PeerConstructor.schedule(
                            "MultiStepLR", "milestones gamma", TorchSchedules::multiStep),
                    PeerConstructor.schedule(
                            "ConstantLR", "factor total_iters", TorchSchedules::constant),
                    PeerConstructor.schedule(
                            "LinearLR",
                            "start_factor end_factor total_iters",
                            TorchSchedules::linear),
                    PeerConstructor.schedule(
                            "ExponentialLR",
                            "gamma",
                            r ->
                                    exponential(
                                            r.baseRate(),
                                            r.positive("gamma", r.number("gamma")),
                                            r.one())),
                    PeerConstructor.schedule(
                            "PolynomialLR", "total_iters power", TorchSchedules::polynomial),
                    PeerConstructor.schedule(
                            "CosineAnnealingLR", "T_max eta_min", TorchSchedules::cosine),
                    PeerConstructor.schedule(
                            "CosineAnnealingWarmRestarts",
                            "T_0 T_mult eta_min",
                            TorchSchedules::warmRestarts),
                    PeerConstructor.schedule(
                            "CyclicLR",
                            "base_lr max_lr step_size_up step_size_down mode gamma scale_fn scale_mode cycle_momentum "
                                    + "base_momentum max_momentum",
                            TorchSchedules::cyclical),
                    PeerConstructor.part(
                            "OneCycleLR",
                            "max_lr total_steps epochs steps_per_epoch pct_start anneal_strategy cycle_momentum base_momentum "
                                    + "max_momentum div_factor final_div_factor three_phase",
                            TorchSchedules::oneCycle),
                    PeerConstructor.part(
                            "SequentialLR", "schedulers milestones", TorchSchedules::sequential),
                    PeerConstructor.part("ChainedScheduler", "schedulers", TorchSchedules::chained),
                    PeerConstructor.schedule(
                            "SWALR", "swa_lr anneal_epochs anneal_strategy", TorchSchedules::swa),
                    PeerConstructor.part(
                            "ReduceLROnPlateau", PLATEAU, TorchSchedules::reduceOnPlateau));

    private TorchSchedules() {}

    private static Schedule lambda(PeerCall r) {
        r.note(Quirk.TORCH_LAMBDA_LIVE_EDIT);
        Formula formula = r.formula("lr_lambda");
        return law(formula.text(), formula).per(r.one()).times(r.baseRate());
    }

    static Schedule multiplicative(PeerCall r) {
        Formula product = Formula.of("product(" + r.formula("lr_lambda") + ")");
        return law(product.text(), product).per(r.one()).times(r.baseRate());
    }

    static Schedule step(PeerCall r) {
        Span stair = r.span(r.positiveInteger("step_size", r.number("step_size")));
        return exponential(r.baseRate(), r.positive("gamma", 0.1), stair).every(stair);
    }

    static Schedule multiStep(PeerCall r) {
        Map<Double, Double> changes = new TreeMap<>();
        double value = r.baseRate();
        for (double milestone : r.arguments().numbers("milestones").stream().sorted().toList()) {
            r.require(
                    milestone >= 0 && milestone == Math.rint(milestone),
                    "milestones",
                    "must be whole numbers, 0 or more: no other step is ever reached");
            value *= r.number("gamma", 0.1);
            changes.put(milestone, value);
        }
        return SharedCurves.piecewise(r.baseRate(), changes, r);
    }

    private static Schedule constant(PeerCall r) {
        double factor = r.between(0, 1, "factor", 1.0 / 3);
        double length = r.calls("total_iters", 5);
        r.noteIf(length == 0, Quirk.TORCH_CONSTANT_ZERO);
        r.noteIf(factor == 0, Quirk.TORCH_CONSTANT_FACTOR_ZERO);
        return hold(factor * r.baseRate(), r.span(length)).then(hold(r.baseRate()));
    }

    private static Schedule linear(PeerCall r) {
        double length = r.calls("total_iters", 5);
        double start = r.number("start_factor", 1.0 / 3);
        r.require(start > 0 && start <= 1, "start_factor", "must be greater than 0 and at most 1");
        r.noteIf(length == 0, Quirk.TORCH_LINEAR_ZERO);
        double lr = r.baseRate();
        return SharedCurves.way(
                lr * start, lr * r.between(0, 1, "end_factor", 1), r.span(length), Shapes.LINEAR);
    }

    private static Schedule polynomial(PeerCall r) {
        double length = r.calls("total_iters", 5);
        if (length == 0) {
            r.note(Quirk.TORCH_POLYNOMIAL_ZERO);
            return hold(r.baseRate());
        }
        return SharedCurves.way(
                r.baseRate(), 0, r.span(length), Shapes.power(r.positive("power", 1)).reversed());
    }

    private static Schedule cosine(PeerCall r) {
        r.note(Quirk.TORCH_COSINE_REBOUND);
        r.note(Quirk.TORCH_COSINE_LIVE_EDIT);
        return SharedCurves.wave(r.baseRate(), r.number("eta_min", 0), r.positiveLength("T_max"));
    }

    private static Schedule warmRestarts(PeerCall r) {
        double stretch = r.positiveInteger("T_mult", 1);
        Span first = r.span(r.positiveInteger("T_0", r.number("T_0")));
        r.noteIf(stretch > 1, Quirk.TORCH_WARM_RESTARTS_LOGARITHM);
        return ramp(r.baseRate(), r.number("eta_min", 0), first, Shapes.COSINE)
                .repeat()
                .stretch(stretch);
    }

    private static Schedule cyclical(PeerCall r) {
        r.note(Quirk.TORCH_LAMBDA_LIVE_EDIT);
        double up = r.positive("step_size_up", 2000);
        double down = r.duration("step_size_down", up);
        String mode = r.word("mode", "triangular", "triangular2", "exp_range");
        double gamma = r.number("gamma", 1);
        if (r.has("scale_fn")) {
            throw r.arguments()
                    .fault(
                            "scale_fn",
                            "is not read; write the mode, or ramp(…).then(ramp(…)).repeat()"
                                    + ".times(…) with a law of your own");
        }
        double base = r.number("base_lr");
        double peak = r.number("max_lr");
        if (!r.arguments().flag("cycle_momentum", true)) {
            return SharedCurves.cyclic(base, peak, up, down, mode, gamma, r);
        }
        if (gamma != 1 && r.countsEpochs()) {
            throw r.arguments()
                    .fault("gamma", "is per update; write unit='update' or cycle_momentum=False");
        }
        return cyclic(base, peak, r.span(up))
                .down(r.span(down))
                .gain(mode.equals("triangular2") ? 0.5 : 1)
                .decay(mode.equals("exp_range") ? gamma : 1)
                .momentum(r.number("max_momentum", 0.9), r.number("base_momentum", 0.8));
    }

    private static PeerPart oneCycle(PeerCall r) {
        r.note(Quirk.TORCH_ONE_CYCLE_PAST_END);
        double total = totalSteps(r);
        r.require(
                !r.has("pct_start") || !r.isWrittenWhole("pct_start"),
                "pct_start",
                "must be a float between 0 and 1, such as 0.3");
        double rising = r.between(0, 1, "pct_start", 0.3) * total - 1;
        r.noteIf(rising <= 0, Quirk.TORCH_ONE_CYCLE_ZERO_PHASE);
        r.noteIf(rising > 0 && rising != Math.rint(rising), Quirk.TORCH_ONE_CYCLE_PEAK_BETWEEN);
        boolean threePhase = r.arguments().flag("three_phase", false);
        double up = Math.max(0, rising);
        double down = threePhase ? up : total - 1 - up;
        double rest = threePhase ? total - 1 - 2 * up : 0;
        double max = r.number("max_lr");
        double start = max / r.positive("div_factor", 25);
        double end = start / r.positive("final_div_factor", 1e4);
        double low = r.number("base_momentum", 0.85);
        double high = r.number("max_momentum", 0.95);
        RampShape shape = annealing(r);
        boolean momentum = r.arguments().flag("cycle_momentum", true);
        Knots cycle =
                knots(columns(momentum, start, high))
                        .to(r.span(up), shape, columns(momentum, max, low))
                        .to(r.span(down), shape, columns(momentum, threePhase ? start : end, high));
        Knots whole =
                threePhase ? cycle.to(r.span(rest), shape, columns(momentum, end, high)) : cycle;
        return PeerPart.of(whole.then(hold(end)));
    }

    private static double totalSteps(PeerCall r) {
        if (r.has("total_steps")) {
            return r.positiveInteger("total_steps", 0);
        }
        r.require(
                r.has("epochs") && r.has("steps_per_epoch"),
                "total_steps",
                "or epochs and steps_per_epoch must be given");
        return r.positiveInteger("epochs", 0) * r.positiveInteger("steps_per_epoch", 0);
    }

    private static double[] columns(boolean momentum, double rate, double value) {
        return momentum ? new double[] {rate, value} : new double[] {rate};
    }

    private static RampShape annealing(PeerCall r) {
        String strategy = r.word("anneal_strategy", "cos", "linear");
        return strategy.equals("cos") ? Shapes.COSINE : Shapes.LINEAR;
    }

    private static PeerPart sequential(PeerCall r) {
        List<Double> milestones = r.rising("milestones");
        List<Schedule> schedules = new ArrayList<>();
        for (Expression scheduler : r.arguments().items("schedulers")) {
            boolean nested =
                    scheduler instanceof Expression.Call call && call.last().equals("SequentialLR");
            r.noteIf(nested, Quirk.TORCH_SEQUENTIAL_NESTED);
            schedules.add(r.nested(scheduler));
        }
        r.noteIf(milestones.contains(0.0), Quirk.TORCH_SEQUENTIAL_MILESTONE_ZERO);
        return PeerPart.of(SharedCurves.joined(schedules, milestones, r, "milestones"));
    }

    private static PeerPart chained(PeerCall r) {
        List<Expression> schedulers = r.arguments().items("schedulers");
        r.noteIf(schedulers.size() > 1, Quirk.TORCH_CHAINED_CLOSED_FORM);
        Schedule product = null;
        for (Expression scheduler : schedulers) {
            Schedule member = r.nested(scheduler);
            product = product == null ? member : product.times(member.times(1 / r.baseRate()));
        }
        if (product == null) {
            throw r.arguments().fault("schedulers", "must have at least one scheduler");
        }
        return PeerPart.of(product);
    }

    private static Schedule swa(PeerCall r) {
        return SharedCurves.way(
                r.baseRate(),
                r.number("swa_lr"),
                r.span(r.calls("anneal_epochs", 10)),
                annealing(r));
    }

    private static PeerPart reduceOnPlateau(PeerCall r) {
        r.noteIf(isRelative("threshold_mode", r), Quirk.TORCH_PLATEAU_NEGATIVE);
        return PeerPart.of(hold(r.baseRate()))
                .controlledBy(
                        plateau(goal(r), "threshold_mode", r)
                                .lowestRate(r.number("min_lr", 0))
                                .smallestChange(r.number("eps", 1e-8)));
    }

    static Goal goal(PeerCall r) {
        return r.word("mode", "min", "max").equals("min") ? Goal.MINIMIZE : Goal.MAXIMIZE;
    }

    /** Whether the threshold is a share of the best value rather than an amount. */
    static boolean isRelative(String argument, PeerCall r) {
        return r.word(argument, "rel", "abs").equals("rel");
    }

    /**
     * PyTorch's plateau and those made after it, without their smallest rate and change. It waits
     * for one report more than its patience.
     *
     * @param mode the argument that says whether the threshold is relative
     */
    static Plateau plateau(Goal goal, String mode, PeerCall r) {
        boolean relative = isRelative(mode, r);
        double threshold = r.number("threshold", 1e-4);
        return Plateau.plateau()
                .goal(goal)
                .factor(below1(r, 0.1))
                .patience(r.count("patience", 10) + 1)
                .threshold(relative ? threshold : 0, relative ? 0 : threshold)
                .cooldown(r.count("cooldown", 0));
    }

    /** A factor below 1. */
    static double below1(PeerCall r, double otherwise) {
        double factor = r.number("factor", otherwise);
        r.require(factor > 0 && factor < 1, "factor", "must lie above 0 and below 1");
        return factor;
    }

    /** The same scheduler under Hugging Face's name. */
    static PeerConstructor plateau(String name) {
        return PeerConstructor.part(name, PLATEAU, TorchSchedules::reduceOnPlateau);
    }
}
