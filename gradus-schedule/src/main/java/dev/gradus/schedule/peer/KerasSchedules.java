package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.inverse;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Expression;
import dev.gradus.text.Formula;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Keras 3's optimizer schedules and callbacks, and the {@code decay} argument of Keras 1 and 2. */
final class KerasSchedules {
    /** The number of epochs for which a function of the rate is tried. */
    private static final int TRIED = 1000;

    /** Rates so far from 1 that a floor or a ceiling of the rate shows. */
    private static final double[] RATES_TRIED = {2, 1e-12, 1e12};

    private static final PeerConstructor LEGACY =
            PeerConstructor.schedule(
                    "optimizer", "decay", r -> inverse(r.baseRate(), r.number("decay", 0)));

    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("keras", "tf", "tensorflow"),
                    PeerConstructor.schedule(
                            "ExponentialDecay",
                            "initial_learning_rate decay_steps decay_rate staircase",
                            KerasSchedules::exponentialDecay),
                    PeerConstructor.schedule(
                            "InverseTimeDecay",
                            "initial_learning_rate decay_steps decay_rate staircase",
                            KerasSchedules::inverseTime),
                    PeerConstructor.schedule(
                            "PiecewiseConstantDecay",
                            "boundaries values",
                            KerasSchedules::piecewise),
                    PeerConstructor.schedule(
                            "PolynomialDecay",
                            "initial_learning_rate decay_steps end_learning_rate power cycle",
                            KerasSchedules::polynomial),
                    PeerConstructor.schedule(
                            "CosineDecay",
                            "initial_learning_rate decay_steps alpha name warmup_target warmup_steps",
                            KerasSchedules::cosine),
                    PeerConstructor.schedule(
                            "CosineDecayRestarts",
                            "initial_learning_rate first_decay_steps t_mul m_mul alpha",
                            KerasSchedules::restarts),
                    LEGACY,
                    LEGACY.named("SGD"),
                    LEGACY.named("Adam"),
                    LEGACY.named("RMSprop"),
                    LEGACY.named("Adagrad"),
                    PeerConstructor.schedule(
                                    "LearningRateScheduler", "schedule", KerasSchedules::callback)
                            .in(Unit.EPOCH),
                    PeerConstructor.part(
                            "ReduceLROnPlateau",
                            "monitor factor patience verbose mode min_delta cooldown min_lr",
                            KerasSchedules::plateau));

    private KerasSchedules() {}

    private static Schedule exponentialDecay(PeerCall r) {
        Schedule decay =
                exponential(
                        r.number("initial_learning_rate"),
                        r.number("decay_rate"),
                        r.positiveLength("decay_steps"));
        return stairs(decay, r);
    }

    private static Schedule inverseTime(PeerCall r) {
        Schedule decay =
                inverse(r.number("initial_learning_rate"), r.number("decay_rate"))
                        .per(r.positiveLength("decay_steps"));
        return stairs(decay, r);
    }

    private static Schedule stairs(Schedule decay, PeerCall r) {
        return r.arguments().flag("staircase", false)
                ? decay.every(r.positiveLength("decay_steps"))
                : decay;
    }

    private static Schedule piecewise(PeerCall r) {
        List<Double> boundaries = r.rising("boundaries");
        List<Double> values = r.arguments().numbers("values");
        if (values.size() != boundaries.size() + 1) {
            throw r.arguments()
                    .fault(
                            "values",
                            "must have one value more than there are boundaries, got "
                                    + values.size()
                                    + " for "
                                    + boundaries.size()
                                    + " boundaries");
        }
        r.note(boundaries.isEmpty() ? Quirk.KERAS_PIECEWISE_EMPTY : Quirk.KERAS_BOUNDARY);
        Map<Double, Double> changes = new TreeMap<>();
        for (int i = 0; i < boundaries.size(); i++) {
            changes.put(Math.floor(boundaries.get(i)) + 1, values.get(i + 1));
        }
        return SharedCurves.piecewise(values.getFirst(), changes, r);
    }

    private static Schedule polynomial(PeerCall r) {
        double from = r.number("initial_learning_rate");
        double to = r.number("end_learning_rate", 1e-4);
        double power = r.number("power", 1);
        if (!r.arguments().flag("cycle", false)) {
            return ramp(from, to, r.positiveLength("decay_steps"), Shapes.power(power).reversed());
        }
        r.note(Quirk.KERAS_POLYNOMIAL_CYCLE);
        return SharedCurves.cyclingPolynomial(
                from, to, power, r.positive("decay_steps", r.number("decay_steps")), r);
    }

    private static Schedule cosine(PeerCall r) {
        double initial = r.number("initial_learning_rate");
        double alpha = r.number("alpha", 0);
        if (!r.has("warmup_target")) {
            r.noteIf(r.number("warmup_steps", 0) != 0, Quirk.KERAS_COSINE_WARMUP_IGNORED);
            return ramp(initial, alpha * initial, r.positiveLength("decay_steps"), Shapes.COSINE);
        }
        double target = r.number("warmup_target");
        double warmup = r.duration("warmup_steps", 0);
        r.noteIf(warmup > 0, Quirk.KERAS_COSINE_WARMUP);
        Schedule decay =
                ramp(target, alpha * target, r.positiveLength("decay_steps"), Shapes.COSINE);
        return SharedCurves.warmUp(initial, target, r.span(warmup), decay);
    }

    private static Schedule restarts(PeerCall r) {
        double initial = r.number("initial_learning_rate");
        double alpha = r.number("alpha", 0);
        return ramp((1 - alpha) * initial, 0, r.positiveLength("first_decay_steps"), Shapes.COSINE)
                .repeat()
                .stretch(r.number("t_mul", 2))
                .gain(r.number("m_mul", 1))
                .plus(alpha * initial);
    }

    private static Schedule callback(PeerCall r) {
        if (r.arguments().get("schedule")
                        instanceof Expression.Lambda(List<String> parameters, Expression body, _)
                && parameters.size() == 2) {
            return recursion(parameters, body.place().text(), r);
        }
        Formula formula = r.formula("schedule");
        return law(formula.text(), formula).per(r.one());
    }

    /** A function of the epoch and the rate so far is read if it multiplies the rate. */
    private static Schedule recursion(List<String> parameters, String body, PeerCall r) {
        Formula factor = with(1, parameters, body);
        for (double rate : RATES_TRIED) {
            Formula scaled = with(rate, parameters, body);
            for (int epoch = 0; epoch < TRIED; epoch++) {
                double expected = rate * factor.at(epoch);
                r.require(
                        Math.abs(scaled.at(epoch) - expected) <= 1e-9 * Math.abs(expected),
                        "schedule",
                        "may use the rate so far as a factor alone, as in lambda epoch, lr: lr * 0.9;"
                                + " write it as a function of the epoch");
            }
        }
        Formula product = Formula.of("product(" + factor.text() + ")");
        return law(product.text(), product).per(r.one()).times(factor.at(0) * r.baseRate());
    }

    private static Formula with(double rate, List<String> parameters, String body) {
        String name = Pattern.quote(parameters.get(1));
        return Formula.of(
                "lambda %s: %s"
                        .formatted(
                                parameters.get(0),
                                body.replaceAll(
                                        "(?<![\\w.])" + name + "(?!\\w)", "(" + rate + ")")));
    }

    private static PeerPart plateau(PeerCall r) {
        r.note(Quirk.KERAS_PLATEAU_WITH_SCHEDULE);
        int cooldown = r.count("cooldown", 0);
        r.noteIf(cooldown > 0, Quirk.KERAS_PLATEAU_COOLDOWN);
        return PeerPart.of(hold(r.baseRate()))
                .controlledBy(
                        Plateau.plateau()
                                .goal(goal(r))
                                .factor(TorchSchedules.below1(r, 0.1))
                                .patience(Math.max(1, r.count("patience", 10)))
                                .threshold(0, r.number("min_delta", 1e-4))
                                .cooldown(Math.max(0, cooldown - 1))
                                .lowestRate(r.number("min_lr", 0)));
    }

    private static Goal goal(PeerCall r) {
        String monitor = r.has("monitor") ? r.arguments().get("monitor").described() : "";
        return switch (r.word("mode", "auto", "min", "max")) {
            case "min" -> Goal.MINIMIZE;
            case "max" -> Goal.MAXIMIZE;
            default -> monitor.contains("acc") ? Goal.MAXIMIZE : Goal.MINIMIZE;
        };
    }
}
