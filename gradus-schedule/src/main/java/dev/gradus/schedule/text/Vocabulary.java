package dev.gradus.schedule.text;

import static dev.gradus.schedule.text.FormalParameter.number;
import static dev.gradus.schedule.text.FormalParameter.one;
import static dev.gradus.schedule.text.FormalParameter.schedule;
import static dev.gradus.schedule.text.FormalParameter.shape;
import static dev.gradus.schedule.text.FormalParameter.span;
import static dev.gradus.schedule.text.FormalParameter.steps;
import static dev.gradus.schedule.text.Way.make;
import static dev.gradus.schedule.text.Way.on;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be written in the text form: the names, their parameters, and what they call. These are
 * the names and parameters of the Java API, so the text form is a Java expression.
 */
final class Vocabulary {
    private static final FormalParameter<Schedule> SCHEDULE = schedule("schedule");

    /** The kinds of schedules. */
    static final List<Kind<?>> KINDS =
            Stream.concat(CoreKinds.ALL.stream(), NamedKinds.ALL.stream()).toList();

    /** Short for others; and what schedules are given. */
    private static final List<Way> FURTHER =
            List.of(
                    on(SCHEDULE, "shift", steps("steps"), Schedule::shift),
                    on(SCHEDULE, "every", steps("steps"), Schedule::every),
                    on(SCHEDULE, "perEpoch", Schedule::perEpoch),
                    make("at", span("when"), number("value"), Schedules::at),
                    make("steps", number("count"), Span::steps),
                    make("epochs", number("count"), Span::epochs),
                    make("samples", number("count"), Span::samples),
                    make("percent", number("share"), Span::percent),
                    make("rest", Span.rest()),
                    on(it(Span.class), "plus", span("other"), Span::plus),
                    on(it(Span.class), "minus", span("other"), Span::minus),
                    on(it(Span.class), "exact", Span::exact),
                    make("power", number("exponent"), Shapes::power),
                    make("tanh", number("lower"), number("upper"), Shapes::tanh),
                    on(it(RampShape.class), "reversed", RampShape::reversed),
                    on(it(RampShape.class), "of", shape("inner"), RampShape::of));

    /** The shapes without parameters, which are names and no calls. */
    private static final List<RampShape> SHAPES =
            List.of(Shapes.LINEAR, Shapes.COSINE, Shapes.HALVING, Shapes.GEOMETRIC);

    private static final Map<String, List<Way>> FACTORIES =
            byName(all().filter(way -> way.receiver().isEmpty()));

    // A text may hold thousands of calls.
    private static final ClassValue<Map<String, List<Way>>> CONTINUATIONS =
            new ClassValue<>() {
                @Override
                protected Map<String, List<Way>> computeValue(Class<?> type) {
                    return byName(
                            all().filter(way ->
                                    way.receiver()
                                            .filter(it -> it.element().isAssignableFrom(type))
                                            .isPresent()));
                }
            };

    private Vocabulary() {}

    private static <T> FormalParameter<T> it(Class<T> type) {
        return one("it", type);
    }

    private static Stream<Way> all() {
        return Stream.concat(KINDS.stream().flatMap(kind -> kind.ways()), FURTHER.stream());
    }

    private static Map<String, List<Way>> byName(Stream<Way> ways) {
        return ways.sorted(Comparator.comparingInt(way -> way.parameters().size()))
                .collect(Collectors.groupingBy(Way::name));
    }

    /** Returns the ways to begin an expression with a name, those with few parameters first. */
    static List<Way> factories(String name) {
        return FACTORIES.getOrDefault(name, List.of());
    }

    static Collection<String> factoryNames() {
        return FACTORIES.keySet();
    }

    /** Returns the ways to go on from a value with a name, those with few parameters first. */
    static List<Way> continuations(Class<?> type, String name) {
        return CONTINUATIONS.get(type).getOrDefault(name, List.of());
    }

    static Collection<String> continuationNames(Class<?> type) {
        return CONTINUATIONS.get(type).keySet();
    }

    /** Returns a shape without parameters. */
    static Optional<RampShape> namedShape(String name) {
        return SHAPES.stream().filter(shape -> shape.toString().equals(name)).findFirst();
    }

    static List<String> shapeNames() {
        return SHAPES.stream().map(RampShape::toString).toList();
    }
}
