package dev.gradus.schedule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The kinds of schedules, found through the permits list: each is a record, and its name in text
 * and JSON is the record's.
 */
final class Kinds {
    private static final Map<String, Class<?>> BY_NAME = byName();

    private static final ClassValue<List<RecordComponent>> COMPONENTS =
            new ClassValue<>() {
                @Override
                protected List<RecordComponent> computeValue(Class<?> kind) {
                    return List.of(kind.getRecordComponents());
                }
            };

    private Kinds() {}

    /** Returns every kind by name. */
    static Map<String, Class<?>> all() {
        return BY_NAME;
    }

    static String name(Class<?> kind) {
        var name = kind.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    static List<RecordComponent> components(Class<?> kind) {
        return COMPONENTS.get(kind);
    }

    static Object value(RecordComponent component, Object owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " of " + owner.getClass(), e);
        }
    }

    private static Map<String, Class<?>> byName() {
        var kinds = new LinkedHashMap<String, Class<?>>();
        permitted(Schedule.class).forEach(kind -> kinds.put(name(kind), kind));
        return Map.copyOf(kinds);
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Kinds::permitted)
                : Stream.of(type);
    }
}
