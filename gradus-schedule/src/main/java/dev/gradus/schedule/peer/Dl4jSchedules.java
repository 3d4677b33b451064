package dev.gradus.schedule.peer;

import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.inverse;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.ramp;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.text.Formula;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * ND4J's org.nd4j.linalg.schedule; a leading ScheduleType says whether iterations or epochs are
 * counted.
 */
final class Dl4jSchedules {
    static final PeerSystem SYSTEM =
            PeerSystem.of(
                    List.of("dl4j", "nd4j"),
                    PeerConstructor.schedule(
                            "FixedSchedule", "value", r -> hold(r.number("value"))),
                    PeerConstructor.schedule(
                            "ExponentialSchedule",
                            "initialValue gamma",
                            Dl4jSchedules::exponentialDecay),
                    PeerConstructor.schedule(
                            "StepSchedule", "initialValue decayRate step", Dl4jSchedules::step),
                    PeerConstructor.schedule(
                            "InverseSchedule",
                            "initialValue gamma power",
                            Dl4jSchedules::inverseDecay),
                    PeerConstructor.schedule(
                            "PolySchedule",
                            "initialValue power maxIter",
                            Dl4jSchedules::polynomial),
                    PeerConstructor.schedule(
                            "SigmoidSchedule",
                            "initialValue gamma stepSize",
                            Dl4jSchedules::sigmoid),
                    PeerConstructor.schedule("MapSchedule", "values", Dl4jSchedules::map),
                    PeerConstructor.schedule(
                            "CycleSchedule",
                            "initialLearningRate maxLearningRate cycleLength annealingLength annealingDecay",
                            Dl4jSchedules::cycle),
                    PeerConstructor.schedule(
                            "RampSchedule", "baseSchedule numIter", Dl4jSchedules::ramped),
                    PeerConstructor.schedule(
                            "CosineWarmupSchedule",
                            "maxLR minLR warmupSteps totalSteps",
                            Dl4jSchedules::cosine));

    private Dl4jSchedules() {}

    private static Schedule exponentialDecay(PeerCall r) {
        return exponential(r.number("initialValue"), r.number("gamma"), r.one());
    }

    private static Schedule step(PeerCall r) {
        return exponential(
                        r.number("initialValue"), r.number("decayRate"), r.positiveLength("step"))
                .every(r.positiveLength("step"));
    }

    private static Schedule inverseDecay(PeerCall r) {
        return inverse(r.number("initialValue"), r.number("gamma"))
                .power(r.number("power"))
                .per(r.one());
    }

    private static Schedule polynomial(PeerCall r) {
        r.note(Quirk.DL4J_POLY_GROWS);
        RampShape fall = Shapes.power(r.number("power")).reversed();
        return SharedCurves.way(r.number("initialValue"), 0, r.positiveLength("maxIter"), fall);
    }

    private static Schedule sigmoid(PeerCall r) {
        r.noteIf(r.number("gamma") > 0, Quirk.DL4J_SIGMOID_GROWS);
        Formula formula =
                Formula.of(
                        r.number("initialValue")
                                + " / (1 + exp(-"
                                + "("
                                + r.number("gamma")
                                + ") * (t - "
                                + r.number("stepSize")
                                + ")))");
        return law(formula.text(), formula).per(r.one());
    }

    private static Schedule map(PeerCall r) {
        Map<Double, Double> changes = new TreeMap<>();
        r.arguments().table("values").forEach((start, value) -> changes.put((double) start, value));
        r.require(
                changes.keySet().stream().allMatch(start -> start >= 0),
                "values",
                "must not begin before 0");
        Double first = changes.remove(0.0);
        if (first == null) {
            throw r.arguments().fault("values", "must have a value for 0, where the run begins");
        }
        return SharedCurves.piecewise(first, changes, r);
    }

    private static Schedule cycle(PeerCall r) {
        double max = r.number("maxLearningRate");
        double initial = r.number("initialLearningRate", max * 0.1);
        long length = r.arguments().whole("cycleLength");
        long tail = r.arguments().whole("annealingLength", Math.round(length * 0.1));
        r.require(length > 0, "cycleLength", "must be greater than 0");
        r.require(
                tail >= 0 && tail < length,
                "annealingLength",
                "must be 0 or more and less than cycleLength");
        r.noteIf((length - tail) % 2 != 0, Quirk.DL4J_CYCLE_SPIKE);
        long up = (length - tail) / 2;
        Schedule triangle =
                ramp(initial, max, r.span(up)).then(ramp(max, initial, r.span(length - tail - up)));
        Schedule anneal = exponential(initial, r.number("annealingDecay", 0.1), r.one());
        return triangle.then(anneal.take(r.span(tail))).repeat();
    }

    private static Schedule ramped(PeerCall r) {
        Schedule base = r.schedule(r.arguments().get("baseSchedule"));
        double steps = r.positive("numIter", r.number("numIter"));
        return base.times(ramp(0, 1, r.span(steps)).landing(Landing.END).then(hold(1)));
    }

    private static Schedule cosine(PeerCall r) {
        double warmup = r.duration("warmupSteps");
        double peak = r.number("maxLR");
        double decay = r.duration("totalSteps") - warmup;
        r.require(decay > 0, "totalSteps", "must be greater than warmupSteps");
        Schedule fall = ramp(peak, r.number("minLR", 0), r.span(decay), Shapes.COSINE);
        return SharedCurves.warmUp(0, peak, r.span(warmup), fall);
    }
}
