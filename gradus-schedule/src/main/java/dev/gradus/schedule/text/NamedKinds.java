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

/** The schedules that are named after something well known. */
final class NamedKinds {
    private static final FormalParameter<Landing> LANDING = one("landing", Landing.class);

    static final List<Kind<?>> ALL =
            List.of(
                    Kind.of("constant", Constant.class).made(number("value"), Schedules::constant),
                    Kind.of("linear", Linear.class)
                            .made(number("from"), number("to"), Schedules::linear)
                            .made(number("from"), number("to"), span("length"), Schedules::linear),
                    Kind.of("polynomial", Polynomial.class)
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
                                    Schedules::polynomial),
                    Kind.of("stepDecay", StepDecay.class)
                            .made(
                                    number("initial"),
                                    number("factor"),
                                    span("period"),
                                    Schedules::stepDecay)
                            .option(span("ahead"), StepDecay::ahead),
                    Kind.of("multiStep", MultiStep.class)
                            .made(
                                    number("initial"),
                                    number("factor"),
                                    spans("milestones"),
                                    MultiStep::new),
                    Kind.of("piecewise", Piecewise.class)
                            .made(number("initial"), changes("changes"), Piecewise::new),
                    Kind.of("timeBased", TimeBased.class)
                            .made(number("initial"), number("decay"), Schedules::timeBased),
                    Kind.of("powerDecay", PowerDecay.class)
                            .made(number("initial"), span("span"), Schedules::powerDecay)
                            .option(number("power"), PowerDecay::power),
                    Kind.of("cosine", Cosine.class)
                            .made(number("from"), Schedules::cosine)
                            .made(number("from"), number("to"), Schedules::cosine)
                            .made(number("from"), number("to"), span("length"), Schedules::cosine)
                            .option(number("to"), Cosine::to)
                            .option(span("length"), Cosine::length),
                    Kind.of("cosineRestarts", CosineRestarts.class)
                            .made(number("high"), span("first"), Schedules::cosineRestarts)
                            .option(number("low"), CosineRestarts::low)
                            .option(number("stretch"), CosineRestarts::stretch)
                            .option(number("gain"), CosineRestarts::gain),
                    Kind.of("cyclic", Cyclic.class)
                            .made(number("low"), number("high"), span("up"), Schedules::cyclic)
                            .option(span("down"), Cyclic::down)
                            .option(number("gain"), Cyclic::gain)
                            .option(number("decay"), Cyclic::decay)
                            .option(
                                    "momentum",
                                    number("calmMomentum"),
                                    number("fastMomentum"),
                                    Cyclic::momentum),
                    Kind.of("oneCycle", OneCycle.class)
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
                                    OneCycle::momentum),
                    Kind.of("flatThenCosine", FlatThenCosine.class)
                            .made(number("value"), Schedules::flatThenCosine)
                            .option(span("flat"), FlatThenCosine::flat)
                            .option(number("to"), FlatThenCosine::to),
                    Kind.of("warmupStableDecay", WarmupStableDecay.class)
                            .made(
                                    number("peak"),
                                    span("warmup"),
                                    span("decay"),
                                    Schedules::warmupStableDecay)
                            .option(number("to"), WarmupStableDecay::to)
                            .option(shape("shape"), WarmupStableDecay::shape)
                            .option(LANDING, WarmupStableDecay::landing),
                    Kind.of("inverseSquareRoot", InverseSquareRoot.class)
                            .made(number("peak"), span("warmup"), Schedules::inverseSquareRoot)
                            .option(span("timescale"), InverseSquareRoot::timescale)
                            .option(LANDING, InverseSquareRoot::landing),
                    Kind.of("noam", Noam.class)
                            .made(whole("dimension"), whole("warmup"), Schedules::noam)
                            .option(number("factor"), Noam::factor));

    private NamedKinds() {}
}
