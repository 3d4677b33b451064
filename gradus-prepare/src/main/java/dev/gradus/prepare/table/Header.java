package dev.gradus.prepare.table;

import dev.gradus.text.Suggestions;
import java.util.Locale;

/** Whether the first row of a file names its columns. */
public enum Header {
    /** It does, unless one of its fields is a number. */
    AUTO,
    /** It does. */
    YES,
    /** It does not: the columns are called c1, c2 and so on. */
    NO;

    /**
     * {@return the answer with this name}
     *
     * @param name the name as a user writes it
     * @throws IllegalArgumentException if there is none; the message suggests one
     */
    public static Header parse(String name) {
        return Suggestions.named("header", name, values());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
