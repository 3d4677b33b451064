package dev.gradus.prepare;

import dev.gradus.text.Suggestions;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a column of a table holds, which decides how it becomes numbers. {@link Survey} says how it
 * is found.
 */
public enum Kind {
    /** Numbers. */
    NUMBER,
    /** One of several values without an order. */
    CATEGORY,
    /**
     * One of many values without an order, for which a network looks up a trained vector; never
     * found by a survey, only asked for.
     */
    EMBEDDING,
    /** One of two opposite values, such as yes and no. */
    BOOLEAN,
    /** Days. */
    DATE,
    /** Days with the time of day. */
    DATETIME,
    /** Free text; not used. */
    TEXT,
    /** A different name or number for each row; not used. */
    ID,
    /** The same value in each row, or no values; not used. */
    CONSTANT;

    /** Returns whether the values have an order. */
    boolean isOrdered() {
        return switch (this) {
            case NUMBER, DATE, DATETIME -> true;
            case CATEGORY, EMBEDDING, BOOLEAN, TEXT, ID, CONSTANT -> false;
        };
    }

    /**
     * {@return the kind with this name, such as {@code number}}
     *
     * @param name the name as a user writes it
     * @throws IllegalArgumentException if there is none; the message suggests one
     */
    public static Kind parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                Suggestions.unknown(
                                        "kind of column",
                                        name,
                                        Arrays.stream(values()).map(Kind::toString).toList())));
    }

    /** Returns the name in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
