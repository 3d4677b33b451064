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
import org.jspecify.annotations.Nullable;

/** The primitives and combinators, and the names around other schedules. */
final class CoreKinds {
    private static final FormalParameter<Schedule> SCHEDULE = schedule("schedule");
    private static final FormalParameter<Landing> LANDING = one("landing", Landing.class);

    static final List<String> NAMES =
            List.of(
                    "hold",
                    "ramp",
                    "exponential",
                    "inverse",
                    "law",
                    "knots",
                    "then",
                    "times",
                    "plus",
                    "atLeast",
                    "atMost",
                    "roundTo",
                    "repeat",
                    "take",
                    "shift",
                    "delay",
                    "every",
                    "atEnd",
                    "warmup",
                    "mirror");

    private CoreKinds() {}

    /** Returns the kind of a name, or null. It is made when asked for: a text uses few of them. */
    static @Nullable ScheduleKind<?> of(String name) {
        return switch (name) {
            case "hold" ->
                    ScheduleKind.of(name, Hold.class)
                            .made(number("value"), Schedules::hold)
                            .made(number("value"), span("length"), Schedules::hold);
            case "ramp" ->
                    ScheduleKind.of(name, Ramp.class)
                            .made(number("from"), number("to"), span("length"), Schedules::ramp)
                            .made(
                                    number("from"),
                                    number("to"),
                                    span("length"),
                                    shape("shape"),
                                    Schedules::ramp)
                            .option(shape("shape"), Ramp::shape)
                            .option(LANDING, Ramp::landing);
            case "exponential" ->
                    ScheduleKind.of(name, Exponential.class)
                            .made(number("initial"), number("factor"), Schedules::exponential)
                            .made(
                                    number("initial"),
                                    number("factor"),
                                    span("per"),
                                    Schedules::exponential);
            case "inverse" ->
                    ScheduleKind.of(name, Inverse.class)
                            .made(number("initial"), number("rate"), Schedules::inverse)
                            .option(number("power"), Inverse::power)
                            .option(span("per"), Inverse::per);
            case "law" ->
                    ScheduleKind.of(name, Law.class)
                            .made(formula("formula"), Schedules::law)
                            .option(span("per"), Law::per);
            case "knots" ->
                    ScheduleKind.of(name, Knots.class)
                            .made(numbers("start"), Knots::new)
                            .option("to", span("length"), numbers("values"), CoreKinds::straight)
                            .option(
                                    "to",
                                    span("length"),
                                    shape("shape"),
                                    numbers("values"),
                                    Knots::to);
            case "then" ->
                    ScheduleKind.of(name, Then.class)
                            .on(schedule("first"), schedule("next"), Schedule::then);
            case "times" ->
                    ScheduleKind.of(name, Times.class)
                            .on(SCHEDULE, schedule("factor"), Schedule::times);
            case "plus" ->
                    ScheduleKind.of(name, Plus.class)
                            .on(SCHEDULE, schedule("addend"), Schedule::plus);
            case "atLeast" ->
                    ScheduleKind.of(name, AtLeast.class)
                            .on(SCHEDULE, number("bound"), Schedule::atLeast);
            case "atMost" ->
                    ScheduleKind.of(name, AtMost.class)
                            .on(SCHEDULE, number("bound"), Schedule::atMost);
            case "roundTo" ->
                    ScheduleKind.of(name, RoundTo.class)
                            .on(SCHEDULE, number("multiple"), Schedule::roundTo);
            case "repeat" ->
                    ScheduleKind.of(name, Repeat.class)
                            .on(SCHEDULE, Schedule::repeat)
                            .on(SCHEDULE, whole("count"), Schedule::repeat)
                            .option(number("stretch"), Repeat::stretch)
                            .option(number("gain"), Repeat::gain);
            case "take" ->
                    ScheduleKind.of(name, Take.class).on(SCHEDULE, span("length"), Schedule::take);
            case "shift" ->
                    ScheduleKind.of(name, Shift.class)
                            .on(SCHEDULE, span("skipped"), Schedule::shift);
            case "delay" ->
                    ScheduleKind.of(name, Delay.class).on(SCHEDULE, span("by"), Schedule::delay);
            case "every" ->
                    ScheduleKind.of(name, Every.class)
                            .on(SCHEDULE, span("period"), Schedule::every);
            case "atEnd" ->
                    ScheduleKind.of(name, AtEnd.class)
                            .on(SCHEDULE, one("policy", EndPolicy.class), Schedule::atEnd);
            case "warmup" ->
                    ScheduleKind.of(name, Warmup.class)
                            .on(SCHEDULE, span("length"), Schedule::warmup)
                            .option(number("from"), Warmup::from)
                            .option(shape("shape"), Warmup::shape)
                            .option(LANDING, Warmup::landing);
            case "mirror" ->
                    ScheduleKind.of(name, Mirror.class)
                            .on(
                                    SCHEDULE,
                                    number("low"),
                                    number("high"),
                                    number("atLow"),
                                    number("atHigh"),
                                    Schedule::mirror);
            default -> null;
        };
    }

    private static Knots straight(Knots knots, Span length, List<Double> values) {
        return knots.to(length, Shapes.LINEAR, values);
    }
}
