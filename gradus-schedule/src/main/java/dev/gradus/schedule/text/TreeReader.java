package dev.gradus.schedule.text;

import dev.gradus.schedule.Knots;
import dev.gradus.schedule.Law;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.named.Change;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.peer.Peers;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.text.Expression;
import dev.gradus.text.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON form: the way of the kind that sets the most components makes the schedule, and
 * its options set the rest.
 */
final class TreeReader {
    private static final String KIND = "kind";

    /** How constructors of other systems are saved: by their text. */
    private static final String PEER = "peerSchedule";

    private static final List<FormalParameter<?>> KNOT =
            List.of(
                    FormalParameter.span("length"),
                    FormalParameter.shape("shape"),
                    FormalParameter.numbers("values"));
    private static final List<FormalParameter<?>> KNOTS =
            List.of(FormalParameter.numbers("start"), FormalParameter.knots("knots"));

    private static final Map<String, Layout> LAYOUTS = new ConcurrentHashMap<>();

    /**
     * The components of a kind, and the ways that set all of them.
     *
     * @param components in order
     * @param beginning sets the most
     * @param options set the rest
     */
    private record Layout(
            String kind, List<FormalParameter<?>> components, Way beginning, List<Way> options) {
        Layout(ScheduleKind<?> kind) {
            this(kind.name(), kind.components(), kind.fullest(), kind.furtherOptions());
        }
    }

    private TreeReader() {}

    static Schedule read(Map<?, ?> tree) {
        if (!(tree.get(KIND) instanceof String name)) {
            throw new IllegalArgumentException(
                    "a schedule needs a '" + KIND + "', such as \"cosine\", got " + tree);
        }
        if (name.equals(PEER)) {
            return Peers.read(String.valueOf(tree.get("text")));
        }
        var kind = Vocabulary.kind(name).orElseThrow(() -> unknown(name));
        if (kind.type() == Law.class) {
            return law(tree);
        }
        return kind.type() == Knots.class
                ? knots(tree)
                : made(LAYOUTS.computeIfAbsent(name, _ -> new Layout(kind)), tree);
    }

    private static IllegalArgumentException unknown(String name) {
        var known =
                Stream.concat(Vocabulary.kinds().map(ScheduleKind::name), Stream.of(PEER)).toList();
        return new IllegalArgumentException(Suggestions.unknown("schedule", name, known));
    }

    /** A law's text is a formula, and the record calls it a name. */
    private static Law law(Map<?, ?> tree) {
        var per = (Span) value(FormalParameter.span("per"), tree.get("per"), "law");
        return Schedules.law(String.valueOf(tree.get("name"))).per(per);
    }

    /** The text form continues from knot to knot, and the record has a list of them. */
    private static Knots knots(Map<?, ?> tree) {
        var values = values(KNOTS, tree, "knots");
        var knots = new Knots(FormalParameter.numbers("start").of(required("start", values)));
        for (var knot : (List<?>) required("knots", values)) {
            var components = values(KNOT, (Map<?, ?>) knot, "knots");
            knots =
                    knots.to(
                            FormalParameter.span("length").of(required("length", components)),
                            FormalParameter.shape("shape").of(required("shape", components)),
                            FormalParameter.numbers("values").of(required("values", components)));
        }
        return knots;
    }

    private static Schedule made(Layout layout, Map<?, ?> tree) {
        var values = values(layout.components(), tree, layout.kind());
        var beginning = arguments(layout.beginning(), values);
        layout.beginning()
                .receiver()
                .ifPresent(receiver -> beginning.addFirst(required(receiver.name(), values)));
        Object made = layout.beginning().maker().apply(beginning);
        for (var option : layout.options()) {
            var arguments = arguments(option, values);
            arguments.addFirst(made);
            made = option.maker().apply(arguments);
        }
        return (Schedule) made;
    }

    private static List<Object> arguments(Way way, Map<String, Object> values) {
        var arguments = new ArrayList<Object>();
        for (var parameter : way.parameters()) {
            arguments.add(required(parameter.name(), values));
        }
        return arguments;
    }

    private static Object required(String name, Map<String, Object> values) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** Reads all components; a field that none of them is called is refused. */
    private static Map<String, Object> values(
            List<FormalParameter<?>> components, Map<?, ?> tree, String owner) {
        requireKnown(tree.keySet(), components, owner);
        var values = new HashMap<String, Object>();
        for (var component : components) {
            values.put(component.name(), value(component, tree.get(component.name()), owner));
        }
        return values;
    }

    private static void requireKnown(
            Set<?> fields, List<FormalParameter<?>> components, String owner) {
        for (var field : fields) {
            boolean isKnown =
                    field.equals(KIND)
                            || components.stream().anyMatch(each -> each.name().equals(field));
            if (!isKnown) {
                var known = components.stream().map(FormalParameter::name).toList();
                throw new IllegalArgumentException(
                        owner + ": " + Suggestions.unknown("field", String.valueOf(field), known));
            }
        }
    }

    private static Object value(FormalParameter<?> field, @Nullable Object written, String owner) {
        if (!field.isList() || written == null) {
            return element(field, written, owner);
        }
        if (!(written instanceof List<?> list)) {
            throw unfit(field, written, owner);
        }
        return list.stream().map(each -> element(field, each, owner)).toList();
    }

    private static IllegalArgumentException unfit(
            FormalParameter<?> field, Object written, String owner) {
        return new IllegalArgumentException(
                owner + ": field '" + field.name() + "' cannot be " + written);
    }

    private static Object element(
            FormalParameter<?> field, @Nullable Object written, String owner) {
        var type = field.element();
        return switch (written) {
            case Number number when type == Double.class -> number.doubleValue();
            case Number number when type == Long.class -> number.longValue();
            case Map<?, ?> tree when type == Schedule.class -> read(tree);
            case Map<?, ?> tree when type == Map.class -> tree;
            case String text when type.isEnum() -> choice(field, text, owner);
            case String text when isWrittenAsText(type) ->
                    TextReader.read(Expression.parse(text), type);
            case null ->
                    throw new IllegalArgumentException(
                            owner + ": field '" + field.name() + "' is missing");
            default -> throw unfit(field, written, owner);
        };
    }

    private static boolean isWrittenAsText(Class<?> type) {
        return type == Span.class || type == RampShape.class || type == Change.class;
    }

    private static Object choice(FormalParameter<?> field, String text, String owner) {
        var choices = field.element().getEnumConstants();
        return Arrays.stream(choices)
                .filter(each -> each.toString().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s: field '%s' must be one of %s, got %s"
                                        .formatted(
                                                owner,
                                                field.name(),
                                                Arrays.toString(choices),
                                                text)));
    }
}
