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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be written in the text form: the names, their parameters, and what they call. These are
 * the names and parameters of the Java API, so the text form is a Java expression.
 *
 * <p>The rows are made as they are asked for, since a text uses few of them and each method
 * reference costs a start of the command some time.
 */
final class Vocabulary {
    private static final FormalParameter<Schedule> SCHEDULE = schedule("schedule");
    private static final FormalParameter<Span> SPAN = one("span", Span.class);
    private static final FormalParameter<RampShape> SHAPE = one("shape", RampShape.class);

    /** The names of {@link #word}. */
    private static final List<String> WORDS =
            List.of(
                    "shift",
                    "every",
                    "perEpoch",
                    "at",
                    "steps",
                    "epochs",
                    "samples",
                    "percent",
                    "rest",
                    "plus",
                    "minus",
                    "exact",
                    "power",
                    "tanh",
                    "reversed",
                    "of");

    /** The shapes without parameters, which are names and no calls. */
    private static final List<RampShape> SHAPES =
            List.of(Shapes.LINEAR, Shapes.COSINE, Shapes.HALVING, Shapes.GEOMETRIC);

    // A text may hold thousands of calls of a few names. Unknown names are not kept.
    private static final Map<String, ScheduleKind<?>> KINDS = new ConcurrentHashMap<>();
    private static final Map<String, List<Way>> FACTORIES = new ConcurrentHashMap<>();
    private static final ClassValue<Map<String, List<Way>>> CONTINUATIONS =
            new ClassValue<>() {
                @Override
                protected Map<String, List<Way>> computeValue(Class<?> type) {
                    return new ConcurrentHashMap<>();
                }
            };

    private Vocabulary() {}

    /** Returns the kinds of schedules. */
    static Stream<ScheduleKind<?>> kinds() {
        return Stream.concat(CoreKinds.NAMES.stream(), NamedKinds.NAMES.stream())
                .<ScheduleKind<?>>map(name -> kind(name).orElseThrow());
    }

    /** Returns the kind of schedules of a name. */
    static Optional<ScheduleKind<?>> kind(String name) {
        var known = KINDS.get(name);
        return Optional.ofNullable(known == null ? made(name) : known);
    }

    private static @Nullable ScheduleKind<?> made(String name) {
        var core = CoreKinds.of(name);
        var made = core == null ? NamedKinds.of(name) : core;
        if (made != null) {
            KINDS.put(name, made);
        }
        return made;
    }

    /** Returns what schedules are given, and what is short for a combinator. */
    private static List<Way> word(String name) {
        return switch (name) {
            case "shift" -> List.of(on(SCHEDULE, name, steps("steps"), Schedule::shift));
            case "every" -> List.of(on(SCHEDULE, name, steps("steps"), Schedule::every));
            case "perEpoch" -> List.of(on(SCHEDULE, name, Schedule::perEpoch));
            case "at" -> List.of(make(name, span("when"), number("value"), Schedules::at));
            case "steps" -> List.of(make(name, number("count"), Span::steps));
            case "epochs" -> List.of(make(name, number("count"), Span::epochs));
            case "samples" -> List.of(make(name, number("count"), Span::samples));
            case "percent" -> List.of(make(name, number("share"), Span::percent));
            case "rest" -> List.of(make(name, Span.rest()));
            case "plus" -> List.of(on(SPAN, name, span("other"), Span::plus));
            case "minus" -> List.of(on(SPAN, name, span("other"), Span::minus));
            case "exact" -> List.of(on(SPAN, name, Span::exact));
            case "power" -> List.of(make(name, number("exponent"), Shapes::power));
            case "tanh" -> List.of(make(name, number("lower"), number("upper"), Shapes::tanh));
            case "reversed" -> List.of(on(SHAPE, name, RampShape::reversed));
            case "of" -> List.of(on(SHAPE, name, shape("inner"), RampShape::of));
            default -> List.of();
        };
    }

    /** Returns the ways to begin an expression with a name, those with few parameters first. */
    static List<Way> factories(String name) {
        return kept(FACTORIES, name, () -> ways(name).filter(way -> way.receiver().isEmpty()));
    }

    /** Returns the ways to continue from a value with a name, those with few parameters first. */
    static List<Way> continuations(Object value, String name) {
        return kept(
                CONTINUATIONS.get(value.getClass()),
                name,
                () ->
                        Stream.concat(
                                options(value, name),
                                ways(name).filter(way -> way.goesOnFrom(value))));
    }

    private static List<Way> kept(
            Map<String, List<Way>> kept, String name, Supplier<Stream<Way>> looked) {
        var known = kept.get(name);
        if (known != null) {
            return known;
        }
        var found = looked.get().toList();
        if (!found.isEmpty()) {
            kept.put(name, found);
        }
        return found;
    }

    private static Stream<Way> options(Object value, String name) {
        return kind(name(value)).stream()
                .flatMap(kind -> kind.options().stream())
                .filter(way -> way.name().equals(name));
    }

    /** Returns what a kind's values are called: as their record is. */
    private static String name(Object value) {
        var name = value.getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static Stream<Way> ways(String name) {
        return Stream.concat(
                kind(name).stream().flatMap(kind -> kind.beginnings().stream()),
                word(name).stream());
    }

    private static Stream<Way> all() {
        return Stream.concat(
                kinds().flatMap(ScheduleKind::ways),
                WORDS.stream().flatMap(name -> word(name).stream()));
    }

    static Collection<String> factoryNames() {
        return names(all().filter(way -> way.receiver().isEmpty()));
    }

    static Collection<String> continuationNames(Object value) {
        return names(all().filter(way -> way.goesOnFrom(value)));
    }

    /** Returns the way to continue from a schedule with a name, if there is one. */
    static Optional<Way> method(String name) {
        return ways(name)
                .filter(way ->
                        way.receiver()
                                .filter(receiver -> receiver.element() == Schedule.class)
                                .isPresent())
                .findFirst();
    }

    /** Returns the names of the arguments of a factory and of the options of what it made. */
    static Collection<String> argumentNames(String factory, Object made) {
        return Stream.concat(
                        factories(factory).stream()
                                .flatMap(way -> way.parameters().stream())
                                .map(FormalParameter::name),
                        kind(name(made)).stream()
                                .flatMap(kind -> kind.options().stream())
                                .map(Way::name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Collection<String> names(Stream<Way> ways) {
        return ways.map(Way::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns a shape without parameters. */
    static Optional<RampShape> namedShape(String name) {
        return SHAPES.stream().filter(shape -> shape.toString().equals(name)).findFirst();
    }

    static List<String> shapeNames() {
        return SHAPES.stream().map(RampShape::toString).toList();
    }
}
