package dev.gradus.run.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is needed to train a run again, as names and plain values whose meaning this
 * module does not know.
 *
 * @param values by name, in order; each a {@link String}, {@link Boolean}, {@link Long}, finite
 *     {@link Double}, or a {@link List} or {@link Map} of such (smaller numbers are widened, so
 *     that a configuration equals itself after being written and read)
 */
public record Configuration(Map<String, Object> values) {

    /** An empty configuration. */
    public static final Configuration EMPTY = new Configuration(Map.of());

    /**
     * Checks, widens and copies the values.
     *
     * @throws IllegalArgumentException if a value is of another kind or not finite; names the place
     */
    public Configuration {
        values = copyOf("configuration", values);
    }

    /**
     * This configuration with a value added or replaced.
     *
     * @param name the name
     * @param value the value
     * @return a new configuration
     */
    public Configuration with(String name, Object value) {
        var changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new Configuration(changed);
    }

    /**
     * A value as text, such as a schedule expression.
     *
     * @param name the name
     * @return the text, or the value's text form, or empty when there is none
     */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    private static Map<String, Object> copyOf(String where, Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach(
                (name, value) -> copy.put(String.valueOf(name), plain(where + "." + name, value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object plain(String where, Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean flag -> flag;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Double number when Double.isFinite(number) -> number;
            case Map<?, ?> map -> copyOf(where, map);
            case List<?> list -> {
                var copy = new ArrayList<>();
                for (Object element : list) {
                    copy.add(plain(where + "[" + copy.size() + "]", element));
                }
                yield Collections.unmodifiableList(copy);
            }
            default ->
                    throw new IllegalArgumentException(
                            where
                                    + " must be a text, a boolean, a finite number, a list or a map; got "
                                    + value
                                    + " ("
                                    + value.getClass().getSimpleName()
                                    + ")");
        };
    }
}
