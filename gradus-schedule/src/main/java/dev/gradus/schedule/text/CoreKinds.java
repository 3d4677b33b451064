package dev.gradus.schedule.text;

import static dev.gradus.schedule.text.FormalParameter.formula;
import static dev.gradus.schedule.text.FormalParameter.number;
import static dev.gradus.schedule.text.FormalParameter.numbers;
import static dev.gradus.schedule.text.FormalParameter.one;
import static dev.gradus.schedule.text.FormalParameter.schedule;
import static dev.gradus.schedule.text.FormalParameter.shape;
import static dev.gradus.schedule.text.FormalParameter.span;
import static dev.gradus.schedule.text.FormalParameter.whole;

import dev.gradus.schedule.AtEnd;
import dev.gradus.schedule.AtLeast;
import dev.gradus.schedule.AtMost;
import dev.gradus.schedule.Delay;
import dev.gradus.schedule.EndPolicy;
import dev.gradus.schedule.Every;
import dev.gradus.schedule.Exponential;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Inverse;
import dev.gradus.schedule.Knots;
import dev.gradus.schedule.Law;
import dev.gradus.schedule.Mirror;
import dev.gradus.schedule.Plus;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Repeat;
import dev.gradus.schedule.RoundTo;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Shift;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.Take;
import dev.gradus.schedule.Then;
import dev.gradus.schedule.Times;
import dev.gradus.schedule.Warmup;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.shape.Shapes;
import java.util.List;

/** The primitives and combinators, and the names around other schedules. */
final class CoreKinds {
    private static final FormalParameter<Schedule> SCHEDULE = schedule("schedule");
    private static final FormalParameter<Landing> LANDING = one("landing", Landing.class);

    static final List<Kind<?>> ALL =
            List.of(
                    Kind.of("hold", Hold.class)
                            .made(number("value"), Schedules::hold)
                            .made(number("value"), span("length"), Schedules::hold),
                    Kind.of("ramp", Ramp.class)
                            .made(number("from"), number("to"), span("length"), Schedules::ramp)
                            .made(
                                    number("from"),
                                    number("to"),
                                    span("length"),
                                    shape("shape"),
                                    Schedules::ramp)
                            .option(shape("shape"), Ramp::shape)
                            .option(LANDING, Ramp::landing),
                    Kind.of("exponential", Exponential.class)
                            .made(number("initial"), number("factor"), Schedules::exponential)
                            .made(
                                    number("initial"),
                                    number("factor"),
                                    span("per"),
                                    Schedules::exponential),
                    Kind.of("inverse", Inverse.class)
                            .made(number("initial"), number("rate"), Schedules::inverse)
                            .option(number("power"), Inverse::power)
                            .option(span("per"), Inverse::per),
                    Kind.of("law", Law.class)
                            .made(formula("formula"), Schedules::law)
                            .option(span("per"), Law::per),
                    Kind.of("knots", Knots.class)
                            .made(numbers("start"), Knots::new)
                            .option("to", span("length"), numbers("values"), CoreKinds::straight)
                            .option(
                                    "to",
                                    span("length"),
                                    shape("shape"),
                                    numbers("values"),
                                    Knots::to),
                    Kind.of("then", Then.class)
                            .on(schedule("first"), schedule("next"), Schedule::then),
                    Kind.of("times", Times.class).on(SCHEDULE, schedule("factor"), Schedule::times),
                    Kind.of("plus", Plus.class).on(SCHEDULE, schedule("addend"), Schedule::plus),
                    Kind.of("atLeast", AtLeast.class)
                            .on(SCHEDULE, number("bound"), Schedule::atLeast),
                    Kind.of("atMost", AtMost.class).on(SCHEDULE, number("bound"), Schedule::atMost),
                    Kind.of("roundTo", RoundTo.class)
                            .on(SCHEDULE, number("multiple"), Schedule::roundTo),
                    Kind.of("repeat", Repeat.class)
                            .on(SCHEDULE, Schedule::repeat)
                            .on(SCHEDULE, whole("count"), Schedule::repeat)
                            .option(number("stretch"), Repeat::stretch)
                            .option(number("gain"), Repeat::gain),
                    Kind.of("take", Take.class).on(SCHEDULE, span("length"), Schedule::take),
                    Kind.of("shift", Shift.class).on(SCHEDULE, span("skipped"), Schedule::shift),
                    Kind.of("delay", Delay.class).on(SCHEDULE, span("by"), Schedule::delay),
                    Kind.of("every", Every.class).on(SCHEDULE, span("period"), Schedule::every),
                    Kind.of("atEnd", AtEnd.class)
                            .on(SCHEDULE, one("policy", EndPolicy.class), Schedule::atEnd),
                    Kind.of("warmup", Warmup.class)
                            .on(SCHEDULE, span("length"), Schedule::warmup)
                            .option(number("from"), Warmup::from)
                            .option(shape("shape"), Warmup::shape)
                            .option(LANDING, Warmup::landing),
                    Kind.of("mirror", Mirror.class)
                            .on(
                                    SCHEDULE,
                                    number("low"),
                                    number("high"),
                                    number("atLow"),
                                    number("atHigh"),
                                    Schedule::mirror));

    private CoreKinds() {}

    private static Knots straight(Knots knots, Span length, List<Double> values) {
        return knots.to(length, Shapes.LINEAR, values);
    }
}
