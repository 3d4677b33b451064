package dev.gradus.schedule.text;

import static dev.gradus.schedule.text.FormalParameter.changes;
import static dev.gradus.schedule.text.FormalParameter.number;
import static dev.gradus.schedule.text.FormalParameter.one;
import static dev.gradus.schedule.text.FormalParameter.shape;
import static dev.gradus.schedule.text.FormalParameter.span;
import static dev.gradus.schedule.text.FormalParameter.spans;
import static dev.gradus.schedule.text.FormalParameter.whole;

import dev.gradus.schedule.named.Constant;
import dev.gradus.schedule.named.Cosine;
import dev.gradus.schedule.named.CosineRestarts;
import dev.gradus.schedule.named.Cyclic;
import dev.gradus.schedule.named.FlatThenCosine;
import dev.gradus.schedule.named.InverseSquareRoot;
import dev.gradus.schedule.named.Linear;
import dev.gradus.schedule.named.MultiStep;
import dev.gradus.schedule.named.Noam;
import dev.gradus.schedule.named.OneCycle;
import dev.gradus.schedule.named.Piecewise;
import dev.gradus.schedule.named.Polynomial;
import dev.gradus.schedule.named.PowerDecay;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.named.StepDecay;
import dev.gradus.schedule.named.TimeBased;
import dev.gradus.schedule.named.WarmupStableDecay;
import dev.gradus.schedule.shape.Landing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schedules that are named after something well known. */
final class NamedKinds {
    private static final FormalParameter<Landing> LANDING = one("landing", Landing.class);

    static final List<String> NAMES =
            List.of(
                    "constant",
                    "linear",
                    "polynomial",
                    "stepDecay",
                    "multiStep",
                    "piecewise",
                    "timeBased",
                    "powerDecay",
                    "cosine",
                    "cosineRestarts",
                    "cyclic",
                    "oneCycle",
                    "flatThenCosine",
                    "warmupStableDecay",
                    "inverseSquareRoot",
                    "noam");

    private NamedKinds() {}

    /** Returns the kind of a name, or null. It is made when asked for: a text uses few of them. */
    static @Nullable ScheduleKind<?> of(String name) {
        return switch (name) {
            case "constant" ->
                    ScheduleKind.of(name, Constant.class)
                            .made(number("value"), Schedules::constant);
            case "linear" ->
                    ScheduleKind.of(name, Linear.class)
                            .made(number("from"), number("to"), Schedules::linear)
                            .made(number("from"), number("to"), span("length"), Schedules::linear);
            case "polynomial" ->
                    ScheduleKind.of(name, Polynomial.class)
                            .made(
                                    number("from"),
                                    number("to"),
                                    number("power"),
                                    Schedules::polynomial)
                            .made(
                                    number("from"),
                                    number("to"),
                                    number("power"),
                                    span("length"),
                                    Schedules::polynomial);
            case "stepDecay" ->
                    ScheduleKind.of(name, StepDecay.class)
                            .made(
                                    number("initial"),
                                    number("factor"),
                                    span("period"),
                                    Schedules::stepDecay)
                            .option(span("ahead"), StepDecay::ahead);
            case "multiStep" ->
                    ScheduleKind.of(name, MultiStep.class)
                            .made(
                                    number("initial"),
                                    number("factor"),
                                    spans("milestones"),
                                    MultiStep::new);
            case "piecewise" ->
                    ScheduleKind.of(name, Piecewise.class)
                            .made(number("initial"), changes("changes"), Piecewise::new);
            case "timeBased" ->
                    ScheduleKind.of(name, TimeBased.class)
                            .made(number("initial"), number("decay"), Schedules::timeBased);
            case "powerDecay" ->
                    ScheduleKind.of(name, PowerDecay.class)
                            .made(number("initial"), span("span"), Schedules::powerDecay)
                            .option(number("power"), PowerDecay::power);
            case "cosine" ->
                    ScheduleKind.of(name, Cosine.class)
                            .made(number("from"), Schedules::cosine)
                            .made(number("from"), number("to"), Schedules::cosine)
                            .made(number("from"), number("to"), span("length"), Schedules::cosine)
                            .option(number("to"), Cosine::to)
                            .option(span("length"), Cosine::length);
            case "cosineRestarts" ->
                    ScheduleKind.of(name, CosineRestarts.class)
                            .made(number("high"), span("first"), Schedules::cosineRestarts)
                            .option(number("low"), CosineRestarts::low)
                            .option(number("stretch"), CosineRestarts::stretch)
                            .option(number("gain"), CosineRestarts::gain);
            case "cyclic" ->
                    ScheduleKind.of(name, Cyclic.class)
                            .made(number("low"), number("high"), span("up"), Schedules::cyclic)
                            .option(span("down"), Cyclic::down)
                            .option(number("gain"), Cyclic::gain)
                            .option(number("decay"), Cyclic::decay)
                            .option(
                                    "momentum",
                                    number("calmMomentum"),
                                    number("fastMomentum"),
                                    Cyclic::momentum);
            case "oneCycle" ->
                    ScheduleKind.of(name, OneCycle.class)
                            .made(number("peak"), Schedules::oneCycle)
                            .option(span("rise"), OneCycle::rise)
                            .option(number("startDivisor"), OneCycle::startDivisor)
                            .option(number("finalDivisor"), OneCycle::finalDivisor)
                            .option(shape("shape"), OneCycle::shape)
                            .option(one("phases", OneCycle.Phases.class), OneCycle::phases)
                            .option(
                                    "momentum",
                                    number("calmMomentum"),
                                    number("fastMomentum"),
                                    OneCycle::momentum);
            case "flatThenCosine" ->
                    ScheduleKind.of(name, FlatThenCosine.class)
                            .made(number("value"), Schedules::flatThenCosine)
                            .option(span("flat"), FlatThenCosine::flat)
                            .option(number("to"), FlatThenCosine::to);
            case "warmupStableDecay" ->
                    ScheduleKind.of(name, WarmupStableDecay.class)
                            .made(
                                    number("peak"),
                                    span("warmup"),
                                    span("decay"),
                                    Schedules::warmupStableDecay)
                            .option(number("to"), WarmupStableDecay::to)
                            .option(shape("shape"), WarmupStableDecay::shape)
                            .option(LANDING, WarmupStableDecay::landing);
            case "inverseSquareRoot" ->
                    ScheduleKind.of(name, InverseSquareRoot.class)
                            .made(number("peak"), span("warmup"), Schedules::inverseSquareRoot)
                            .option(span("timescale"), InverseSquareRoot::timescale)
                            .option(LANDING, InverseSquareRoot::landing);
            case "noam" ->
                    ScheduleKind.of(name, Noam.class)
                            .made(whole("dimension"), whole("warmup"), Schedules::noam)
                            .option(number("factor"), Noam::factor);
            default -> null;
        };
    }
}
