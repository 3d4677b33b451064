package dev.gradus.schedule;

import dev.gradus.schedule.peer.PeerSchedule;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the text form: the shortest chain of calls of the {@link Vocabulary} that makes an equal
 * schedule. It begins with a factory, or with a combinator of the schedule's first component, and
 * goes on with the options that differ from their defaults. The parameters of those methods are
 * named like the components they set.
 */
final class ScheduleText {
    private static final ClassValue<List<Method>> OPTIONS =
            new ClassValue<>() {
                @Override
                protected List<Method> computeValue(Class<?> kind) {
                    return options(kind);
                }
            };

    private final Schedule schedule;
    private final IdentityHashMap<Schedule, String> arguments;
    private final Map<String, Object> components = new HashMap<>();

    private ScheduleText(Schedule schedule, IdentityHashMap<Schedule, String> arguments) {
        this.schedule = schedule;
        this.arguments = arguments;
        for (var component : Kinds.components(schedule.getClass())) {
            components.put(component.getName(), Kinds.value(component, schedule));
        }
    }

    /** Writes the arguments first, the innermost of all before the others: no deep stack. */
    static String of(Schedule schedule) {
        var texts = new IdentityHashMap<Schedule, String>();
        var open = new ArrayDeque<Schedule>();
        open.push(schedule);
        while (!open.isEmpty()) {
            var missing =
                    argumentsOf(open.peek()).stream()
                            .filter(argument -> !texts.containsKey(argument))
                            .toList();
            if (missing.isEmpty()) {
                var next = open.pop();
                texts.put(next, chain(next, texts));
            } else {
                missing.forEach(open::push);
            }
        }
        return Objects.requireNonNull(texts.get(schedule));
    }

    /** Returns the schedules that stand between the parentheses of a chain of calls. */
    private static List<Schedule> argumentsOf(Schedule schedule) {
        var between = new ArrayList<Schedule>();
        for (var call = schedule; call != null && !hasOwnText(call); call = receiver(call)) {
            var components = Kinds.components(call.getClass());
            for (var component :
                    components.subList(receiver(call) == null ? 0 : 1, components.size())) {
                if (Kinds.value(component, call) instanceof Schedule argument) {
                    between.add(argument);
                }
            }
        }
        return between;
    }

    private static boolean hasOwnText(Schedule schedule) {
        return schedule instanceof PeerSchedule
                || schedule instanceof Law
                || schedule instanceof Knots;
    }

    /** Writes a chain of combinators from its end. */
    private static String chain(Schedule schedule, IdentityHashMap<Schedule, String> arguments) {
        var calls = new ArrayDeque<String>();
        for (var call = schedule; call != null; call = receiver(call)) {
            if (!calls.isEmpty()) {
                calls.push(".");
            }
            calls.push(
                    hasOwnText(call) ? call.text() : new ScheduleText(call, arguments).written());
        }
        return String.join("", calls);
    }

    /** Returns what the last call of a chain is made on, or null if it begins the chain. */
    private static @Nullable Schedule receiver(Schedule schedule) {
        if (hasOwnText(schedule)) {
            return null;
        }
        var first = Kinds.components(schedule.getClass()).getFirst();
        return first.getType() == Schedule.class ? (Schedule) Kinds.value(first, schedule) : null;
    }

    private String written() {
        var name = Kinds.name(schedule.getClass());
        var receiver = receiver(schedule);
        var beginnings =
                receiver == null
                        ? Vocabulary.factories(name)
                        : Vocabulary.continuations(Schedule.class, name);
        return beginnings.stream()
                .map(beginning -> writtenFrom(receiver, beginning))
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(String::length))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no expression makes " + components + ", a " + name));
    }

    private @Nullable String writtenFrom(@Nullable Schedule receiver, Method beginning) {
        var arguments = arguments(beginning);
        if (arguments == null) {
            return null;
        }
        var text = new StringBuilder(written(beginning, arguments));
        Object made = Vocabulary.call(beginning, receiver, arguments);
        for (var option : OPTIONS.get(schedule.getClass())) {
            var settings = arguments(option);
            if (settings != null && !made.equals(schedule)) {
                Object next = Vocabulary.call(option, made, settings);
                text.append(next.equals(made) ? "" : "." + written(option, settings));
                made = next;
            }
        }
        return made.equals(schedule) ? text.toString() : null;
    }

    /** Returns the methods that set components, in the order of the components. */
    private static List<Method> options(Class<?> kind) {
        var names = Kinds.components(kind).stream().map(component -> component.getName()).toList();
        return Arrays.stream(kind.getDeclaredMethods())
                .filter(method -> method.getReturnType() == kind && method.getParameterCount() > 0)
                .filter(method -> names.contains(method.getParameters()[0].getName()))
                .sorted((a, b) -> Integer.compare(place(names, a), place(names, b)))
                .toList();
    }

    private static int place(List<String> names, Method option) {
        return names.indexOf(option.getParameters()[0].getName());
    }

    /** Returns the components a method asks for, or null if it asks for something else. */
    private Object @Nullable [] arguments(Method method) {
        var arguments = new ArrayList<Object>();
        for (var parameter : method.getParameters()) {
            var argument = fitted(components.get(parameter.getName()), parameter.getType());
            if (argument == null) {
                return null;
            }
            arguments.add(argument);
        }
        return arguments.toArray();
    }

    private static @Nullable Object fitted(@Nullable Object component, Class<?> type) {
        return switch (component) {
            case Double number when type == double.class -> number;
            case Long number when type == long.class -> number;
            case Hold hold when type == double.class && Openness.isConstant(hold) -> hold.value();
            case List<?> list when type.isArray() -> array(list, type.componentType());
            case null -> null;
            default -> type.isInstance(component) ? component : null;
        };
    }

    private static Object array(List<?> list, Class<?> type) {
        var array = Array.newInstance(type, list.size());
        for (int index = 0; index < list.size(); index++) {
            Array.set(array, index, list.get(index));
        }
        return array;
    }

    private String written(Method method, Object[] arguments) {
        var texts = Arrays.stream(arguments).map(this::literal).filter(text -> !text.isEmpty());
        return method.getName() + texts.collect(Collectors.joining(", ", "(", ")"));
    }

    private String literal(Object value) {
        return switch (value) {
            case Double number -> Decimal.text(number);
            case Schedule argument -> Objects.requireNonNull(arguments.get(argument));
            case Object[] list ->
                    Arrays.stream(list).map(this::literal).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }
}
