package dev.gradus.schedule;

import dev.gradus.schedule.peer.PeerSchedule;
import dev.gradus.schedule.peer.Peers;
import dev.gradus.text.Expression;
import dev.gradus.text.Formula;
import dev.gradus.text.Suggestions;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form, without a JSON library: maps, lists, texts and numbers. Every component is
 * written, defaults too, so that a saved configuration stays what it was when a default changes.
 * Lengths, shapes and choices are in their text form.
 */
final class ScheduleTree {
    private static final String KIND = "kind";

    private ScheduleTree() {}

    static Map<String, Object> write(Schedule schedule) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put(KIND, Kinds.name(schedule.getClass()));
        tree.putAll(
                schedule instanceof PeerSchedule peer
                        ? Map.of("text", peer.text())
                        : components(schedule));
        return tree;
    }

    private static Map<String, Object> components(Object owner) {
        var tree = new LinkedHashMap<String, Object>();
        for (var component : Kinds.components(owner.getClass())) {
            var value = Kinds.value(component, owner);
            if (value instanceof DoubleUnaryOperator function) {
                requireFormula(function, owner);
            } else {
                tree.put(component.getName(), written(value));
            }
        }
        return tree;
    }

    private static void requireFormula(DoubleUnaryOperator function, Object owner) {
        if (!(function instanceof Formula)) {
            throw new IllegalArgumentException(
                    owner
                            + " is a Java function and cannot be saved; write it as a formula, such as law(\"0.1 * 0.95^t\")");
        }
    }

    private static Object written(Object value) {
        return switch (value) {
            case Schedule schedule -> write(schedule);
            case List<?> list -> list.stream().map(ScheduleTree::written).toList();
            case Number number -> number;
            case Knot knot -> components(knot);
            default -> value.toString();
        };
    }

    static Schedule read(Map<?, ?> tree) {
        if (!(tree.get(KIND) instanceof String name)) {
            throw new IllegalArgumentException(
                    "a schedule needs a '" + KIND + "', such as \"cosine\", got " + tree);
        }
        var kind = Kinds.all().get(name);
        if (kind == null) {
            throw new IllegalArgumentException(
                    Suggestions.unknown("schedule", name, Kinds.all().keySet()));
        }
        if (kind == PeerSchedule.class) {
            return Peers.read(String.valueOf(tree.get("text")));
        }
        return kind == Law.class ? law(tree) : (Schedule) made(kind, name, tree);
    }

    private static Law law(Map<?, ?> tree) {
        var formula = tree.get("name");
        return Schedules.law(String.valueOf(formula))
                .per((Span) value(Span.class, tree.get("per"), "law", "per"));
    }

    private static Object made(Class<?> kind, String name, Map<?, ?> tree) {
        var components = Kinds.components(kind);
        var known = components.stream().map(RecordComponent::getName).toList();
        for (var field : tree.keySet()) {
            if (!known.contains(field) && !field.equals(KIND)) {
                throw new IllegalArgumentException(
                        name + ": " + Suggestions.unknown("field", String.valueOf(field), known));
            }
        }
        var values =
                components.stream()
                        .map(field ->
                                value(
                                        field.getGenericType(),
                                        tree.get(field.getName()),
                                        name,
                                        field.getName()))
                        .toArray();
        var types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return constructed(kind.getConstructor(types), values);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(kind.toString(), e);
        }
    }

    private static Object constructed(Constructor<?> constructor, Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(constructor.toString(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor.toString(), e);
        }
    }

    private static Object value(Type type, @Nullable Object written, String owner, String field) {
        return switch (written) {
            case Number number when type == double.class || type == Double.class ->
                    number.doubleValue();
            case Number number when type == long.class -> number.longValue();
            case Map<?, ?> tree when type == Schedule.class -> read(tree);
            case Map<?, ?> tree when type == Knot.class -> made(Knot.class, owner, tree);
            case List<?> list when type instanceof ParameterizedType of ->
                    list.stream()
                            .map(each -> value(of.getActualTypeArguments()[0], each, owner, field))
                            .toList();
            case String text when type instanceof Class<?> choice && choice.isEnum() ->
                    choice(choice, text, owner, field);
            case String text
                    when type == Span.class || type == Shape.class || type == Change.class ->
                    ScheduleReader.read(Expression.parse(text), (Class<?>) type);
            case null ->
                    throw new IllegalArgumentException(
                            owner + ": field '" + field + "' is missing");
            default ->
                    throw new IllegalArgumentException(
                            owner + ": field '" + field + "' cannot be " + written);
        };
    }

    private static Object choice(Class<?> type, String text, String owner, String field) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.toString().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                owner
                                        + ": field '"
                                        + field
                                        + "' must be one of "
                                        + Arrays.toString(type.getEnumConstants())
                                        + ", got "
                                        + text));
    }
}
