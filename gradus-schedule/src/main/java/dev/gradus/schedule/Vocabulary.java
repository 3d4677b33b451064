package dev.gradus.schedule;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be written in the text form: the static methods of {@link Schedules}, {@link Span} and
 * {@link Shapes}, and the methods of what they return. Since these are the Java API, the text form
 * is a Java expression, and a method that is added can be written at once.
 */
final class Vocabulary {
    private static final List<Class<?>> HOLDERS =
            List.of(Schedules.class, Span.class, Shapes.class);
    private static final List<Class<?>> VALUES =
            List.of(Schedule.class, Span.class, Shape.class, Change.class);
    private static final Set<String> NOT_WRITTEN =
            Set.of("parse", "fromTree", "expanded", "definition", "coolDown");
    private static final Comparator<Method> SIMPLEST_FIRST =
            Comparator.<Method>comparingInt(Method::getParameterCount)
                    .thenComparing(Method::toGenericString);

    // Looking for methods takes far longer than calling them, and a text may hold thousands of
    // calls.
    private static final Map<String, List<Method>> FACTORIES = byName(factories());
    private static final ClassValue<Map<String, List<Method>>> CONTINUATIONS =
            new ClassValue<>() {
                @Override
                protected Map<String, List<Method>> computeValue(Class<?> type) {
                    return byName(continuations(type));
                }
            };

    private Vocabulary() {}

    private static Map<String, List<Method>> byName(Stream<Method> methods) {
        return methods.sorted(SIMPLEST_FIRST).collect(Collectors.groupingBy(Method::getName));
    }

    /** Returns the ways to begin an expression with a name. */
    static List<Method> factories(String name) {
        return FACTORIES.getOrDefault(name, List.of());
    }

    static Collection<String> factoryNames() {
        return FACTORIES.keySet();
    }

    /** Returns the ways to go on from a value with a name. */
    static List<Method> continuations(Class<?> type, String name) {
        return CONTINUATIONS.get(type).getOrDefault(name, List.of());
    }

    static Collection<String> continuationNames(Class<?> type) {
        return CONTINUATIONS.get(type).keySet();
    }

    /** Returns a shape without parameters. */
    static Optional<Shape> shape(String name) {
        return Arrays.stream(Shapes.class.getFields())
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .map(Vocabulary::shape);
    }

    static List<String> shapeNames() {
        return Arrays.stream(Shapes.class.getFields()).map(Field::getName).toList();
    }

    /** Calls a method of the vocabulary; what it refuses comes out as it was thrown. */
    static Object call(Method method, @Nullable Object receiver, Object... arguments) {
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(method.toString(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }

    private static Shape shape(Field field) {
        try {
            return (Shape) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.toString(), e);
        }
    }

    private static Stream<Method> factories() {
        return HOLDERS.stream()
                .flatMap(holder -> Arrays.stream(holder.getMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(Vocabulary::isWritten);
    }

    private static Stream<Method> continuations(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isBridge() && !isAccessor(type, method))
                .filter(Vocabulary::isWritten);
    }

    private static boolean isWritten(Method method) {
        return VALUES.stream().anyMatch(value -> value.isAssignableFrom(method.getReturnType()))
                && !NOT_WRITTEN.contains(method.getName());
    }

    private static boolean isAccessor(Class<?> type, Method method) {
        return method.getParameterCount() == 0
                && type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(method.getName()));
    }
}
