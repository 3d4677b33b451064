package dev.gradus.schedule.controller;

import dev.gradus.number.NonFiniteText;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a user's own controller or stop rule remembers: numbers and texts by name. A value, so that
 * a checkpoint holds it and a resumed run continues from it bit for bit.
 *
 * @param values each a {@link Double} or a {@link String}, in the order of their names
 */
public record Memory(Map<String, Object> values) {
    private static final Memory EMPTY = new Memory(Map.of());

    /**
     * Copies the values; integers become doubles, and the texts NaN, Infinity and -Infinity become
     * the numbers they stand for, because files hold only finite numbers.
     *
     * @throws IllegalArgumentException if one is neither a number nor a text; names it
     */
    public Memory {
        var copy = new TreeMap<String, Object>();
        values.forEach((name, value) -> copy.put(name, plain(name, value)));
        values = Collections.unmodifiableMap(copy);
    }

    /** {@return an empty memory} */
    public static Memory empty() {
        return EMPTY;
    }

    /**
     * {@return a memory of one number}
     *
     * @param name under which it is remembered
     * @param value the number
     */
    public static Memory of(String name, double value) {
        return EMPTY.with(name, value);
    }

    /**
     * {@return this memory with a number added or replaced; NaN and infinities are kept too}
     *
     * @param name under which it is remembered
     * @param value the number
     */
    public Memory with(String name, double value) {
        return changed(name, value);
    }

    /**
     * {@return this memory with a text added or replaced}
     *
     * @param name under which it is remembered
     * @param text the text; not the name of a number, as {@code NaN}
     */
    public Memory with(String name, String text) {
        if (NonFiniteText.read(text).isPresent()) {
            throw new IllegalArgumentException(
                    "'%s' is remembered as a number, not as the text %s; write with(name, Double.parseDouble(…))"
                            .formatted(name, text));
        }
        return changed(name, text);
    }

    private Memory changed(String name, Object value) {
        var changed = new TreeMap<>(values);
        changed.put(name, value);
        return new Memory(changed);
    }

    /**
     * {@return a number}
     *
     * @param name under which it is remembered
     * @throws IllegalArgumentException if there is none of this name; says what there is
     */
    public double number(String name) {
        if (values.get(name) instanceof Double number) {
            return number;
        }
        throw missing("number", name);
    }

    /**
     * {@return a text}
     *
     * @param name under which it is remembered
     * @throws IllegalArgumentException if there is none of this name; says what there is
     */
    public String text(String name) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw missing("text", name);
    }

    private IllegalArgumentException missing(String kind, String name) {
        return new IllegalArgumentException(
                "no %s '%s' is remembered; there is %s".formatted(kind, name, values));
    }

    /** {@return the values for a file, in which numbers are finite; {@code new Memory} reads it} */
    public Map<String, Object> tree() {
        var tree = new TreeMap<String, Object>(values);
        tree.replaceAll((name, value) ->
                value instanceof Double number ? NonFiniteText.orName(number) : value);
        return Collections.unmodifiableMap(tree);
    }

    private static Object plain(String name, Object value) {
        return switch (value) {
            case Number number -> number.doubleValue();
            case String text -> {
                var notFinite = NonFiniteText.read(text);
                yield notFinite.isPresent() ? (Object) notFinite.getAsDouble() : text;
            }
            default ->
                    throw new IllegalArgumentException(
                            "'%s' must be a number or a text to be remembered, got %s (%s)"
                                    .formatted(name, value, value.getClass().getSimpleName()));
        };
    }
}
