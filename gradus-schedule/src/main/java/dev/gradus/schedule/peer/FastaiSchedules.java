package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.knots;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.Then;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import java.util.ArrayList;
import java.util.List;

/**
 * fastai.callback.schedule. The originals count epochs; {@code steps=} gives the length of the run
 * in updates instead, and then phases may begin between two updates, as they do there.
 */
final class FastaiSchedules {
    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("fastai", "learn"),
                    PeerConstructor.schedule(
                            "fit_one_cycle",
                            "n_epoch lr_max div div_final pct_start wd moms cbs steps",
                            FastaiSchedules::oneCycle),
                    PeerConstructor.schedule(
                            "fit_flat_cos",
                            "n_epoch lr div_final pct_start wd cbs steps",
                            FastaiSchedules::flatThenCosine),
                    PeerConstructor.schedule(
                            "fit_sgdr",
                            "n_cycles cycle_len lr_max cycle_mult cbs steps",
                            FastaiSchedules::warmRestarts),
                    PeerConstructor.schedule(
                            "fine_tune",
                            "epochs base_lr freeze_epochs lr_mult pct_start div div_final moms",
                            FastaiSchedules::fineTune),
                    PeerConstructor.schedule(
                            "lr_find", "start_lr end_lr num_it", FastaiSchedules::finder),
                    PeerConstructor.schedule(
                            "combine_scheds", "pcts scheds", FastaiSchedules::combined),
                    PeerConstructor.part(
                            "ReduceLROnPlateau",
                            "monitor comp min_delta patience factor min_lr reset_on_fit",
                            FastaiSchedules::plateau));

    /** Their lengths are added up one by one. */
    private static final int MOST_CYCLES = 100_000;

    private FastaiSchedules() {}

    /** A share of the run. */
    private static Span share(double share, double epochs, PeerCall r) {
        return r.has("steps")
                ? Span.steps(share * r.duration("steps"))
                : Span.epochs(share * epochs).exact();
    }

    private static double epochs(PeerCall r) {
        requireNothingElse(r);
        r.require(
                !(r.has("steps") && r.has("n_epoch")),
                "steps",
                "stands in place of n_epoch; give one of the two");
        return r.has("steps") ? 0 : r.positiveInteger("n_epoch", r.number("n_epoch"));
    }

    /** Arguments that the original passes on to the training loop do not concern schedules. */
    private static void requireNothingElse(PeerCall r) {
        for (String name : List.of("wd", "cbs")) {
            r.require(!r.has(name), name, "is not read: it is set separately from the schedule");
        }
    }

    private static Schedule oneCycle(PeerCall r) {
        return cycle(
                r.number("lr_max"),
                r.positive("div", 25),
                r.between(0, 1, "pct_start", 0.25),
                epochs(r),
                r);
    }

    private static Schedule cycle(
            double peak, double div, double rising, double epochs, PeerCall r) {
        double end = peak / r.positive("div_final", 1e5);
        List<Double> momenta =
                r.has("moms") ? r.arguments().numbers("moms") : List.of(0.95, 0.85, 0.95);
        if (momenta.size() != 3) {
            throw r.arguments().fault("moms", "must hold three momenta, got " + momenta.size());
        }
        return knots(peak / div, momenta.get(0))
                .to(share(rising, epochs, r), Shapes.COSINE, peak, momenta.get(1))
                .to(share(1 - rising, epochs, r), Shapes.COSINE, end, momenta.get(2));
    }

    private static Schedule flatThenCosine(PeerCall r) {
        double lr = r.baseRate();
        double flat = r.between(0, 1, "pct_start", 0.75);
        return hold(lr, share(flat, epochs(r), r))
                .then(
                        ramp(
                                lr,
                                lr / r.positive("div_final", 1e5),
                                share(1 - flat, epochs(r), r),
                                Shapes.COSINE));
    }

    private static Schedule warmRestarts(PeerCall r) {
        requireNothingElse(r);
        double count = r.positiveInteger("n_cycles", r.number("n_cycles"));
        r.require(count <= MOST_CYCLES, "n_cycles", "must be at most " + MOST_CYCLES);
        int cycles = (int) count;
        double stretch = r.number("cycle_mult", 2);
        r.require(stretch >= 1, "cycle_mult", "must be 1 or more");
        double length = r.positive("cycle_len", r.number("cycle_len"));
        r.note(stretch == 1 ? Quirk.FASTAI_SGDR_MULT_ONE : Quirk.FASTAI_SGDR_MISSED_RESTART);
        double all = 0;
        double cycle = length;
        for (int i = 0; i < cycles; i++) {
            all += cycle;
            cycle *= stretch;
        }
        double peak = r.has("lr_max") ? r.number("lr_max") : r.baseRate();
        return ramp(peak, 0, share(length / all, all, r), Shapes.COSINE)
                .repeat(cycles)
                .stretch(stretch);
    }

    /**
     * The frozen body first, then the whole network at half the rate; the rates are those of the
     * last group.
     */
    private static Schedule fineTune(PeerCall r) {
        r.note(Quirk.FASTAI_FINE_TUNE_GROUPS);
        double base = r.number("base_lr", 2e-3);
        Schedule frozen = cycle(base, 25, 0.99, r.duration("freeze_epochs", 1), r);
        double rising = r.between(0, 1, "pct_start", 0.3);
        return frozen.take(Span.epochs(r.duration("freeze_epochs", 1)))
                .then(cycle(base / 2, r.positive("div", 5), rising, r.duration("epochs"), r));
    }

    private static Schedule finder(PeerCall r) {
        // The original makes at least six trials.
        double last = Math.max(6, r.calls("num_it", 100));
        return ramp(
                r.number("start_lr", 1e-7),
                r.number("end_lr", 10),
                Span.steps(last),
                Shapes.GEOMETRIC);
    }

    private static Schedule combined(PeerCall r) {
        List<Double> shares = r.arguments().numbers("pcts");
        List<Expression> functions = r.arguments().items("scheds");
        if (shares.isEmpty() || shares.size() != functions.size()) {
            throw r.arguments()
                    .fault(
                            "pcts",
                            "must have one share for each of the "
                                    + functions.size()
                                    + " schedules");
        }
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        r.require(
                Math.abs(sum - 1) < 1e-9 && shares.stream().allMatch(share -> share >= 0),
                "pcts",
                "must be 0 or more and add up to 1");
        List<Schedule> pieces = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            pieces.add(function(functions.get(i), Span.percent(100 * shares.get(i)).exact()));
        }
        return Then.all(pieces);
    }

    /** SchedLin(a, b) and similar. */
    private static Schedule function(Expression expression, Span length) {
        if (!(expression instanceof Expression.Call call)) {
            throw new TextException(
                    "expected SchedLin(…), SchedCos(…), SchedExp(…), SchedPoly(…) or SchedNo(…), got "
                            + expression.described(),
                    expression.place());
        }
        Arguments given = Arguments.of(call, "start", "end", "power");
        double start = given.number("start");
        return switch (call.last()) {
            case "SchedLin" -> ramp(start, given.number("end"), length);
            case "SchedExp" -> ramp(start, given.number("end"), length, Shapes.GEOMETRIC);
            case "SchedPoly" ->
                    ramp(start, given.number("end"), length, Shapes.power(given.number("power")));
            case "SchedNo" -> hold(start, length);
            case "SchedCos" -> ramp(start, given.number("end"), length, Shapes.COSINE);
            default ->
                    throw new TextException(
                            Suggestions.unknown(
                                    "function",
                                    call.last(),
                                    List.of(
                                            "SchedLin",
                                            "SchedCos",
                                            "SchedExp",
                                            "SchedPoly",
                                            "SchedNo")),
                            call.place());
        };
    }

    private static PeerPart plateau(PeerCall r) {
        String monitor = r.has("monitor") ? r.arguments().get("monitor").described() : "loss";
        boolean lower = monitor.contains("loss") || monitor.contains("error");
        return PeerPart.of(hold(r.baseRate()))
                .controlledBy(
                        Plateau.plateau()
                                .goal(lower ? Goal.MINIMIZE : Goal.MAXIMIZE)
                                .factor(1 / r.number("factor", 10))
                                .patience(Math.max(1, r.count("patience", 1)))
                                .threshold(0, r.number("min_delta", 0))
                                .lowestRate(r.number("min_lr", 0)));
    }
}
