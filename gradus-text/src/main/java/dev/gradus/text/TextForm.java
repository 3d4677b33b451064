package dev.gradus.text;

import dev.gradus.number.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A value as a user writes it: a name alone, or a name with arguments, {@code adamw(beta2=0.95,
 * weightDecay=0.01)}.
 */
public final class TextForm {
    private final String name;
    private final List<String> arguments = new ArrayList<>();

    private TextForm(String name) {
        this.name = name;
    }

    /**
     * Starts the text of a value.
     *
     * @param name the value's name in text
     * @return the name without arguments so far
     */
    public static TextForm of(String name) {
        return new TextForm(name);
    }

    /**
     * Adds a positional argument.
     *
     * @param value a number, a text, a list, or anything that {@code toString} writes as text
     * @return this text with the argument
     */
    public TextForm with(Object value) {
        arguments.add(text(value));
        return this;
    }

    /**
     * Adds a named argument.
     *
     * @param key the name of the argument
     * @param value a number, a text, a list, or anything that {@code toString} writes as text
     * @return this text with the argument
     */
    public TextForm with(String key, Object value) {
        arguments.add(key + "=" + text(value));
        return this;
    }

    /**
     * Adds a named argument, unless it has its default.
     *
     * @param key the name of the argument
     * @param value a number, a text, a list, or anything that {@code toString} writes as text
     * @param usual the default, which is left out
     * @return this text with the argument
     */
    public TextForm with(String key, Object value, Object usual) {
        return value.equals(usual) ? this : with(key, value);
    }

    private static String text(Object value) {
        return switch (value) {
            case Double number -> NumberText.exact(number);
            case List<?> items -> list(items);
            default -> value.toString();
        };
    }

    private static String list(List<?> items) {
        var joiner = new StringJoiner(", ", "[", "]");
        items.forEach(item -> joiner.add(text(item)));
        return joiner.toString();
    }

    @Override
    public String toString() {
        return arguments.isEmpty() ? name : name + "(" + String.join(", ", arguments) + ")";
    }
}
