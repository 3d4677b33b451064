package dev.gradus.prepare.table;

import dev.gradus.text.Suggestions;
import java.util.Locale;

/** What to do about a row that cannot be used. */
public enum OnBadRow {
    /** Reading fails. */
    FAIL,
    /** The row is left out and counted. */
    SKIP;

    /**
     * {@return the policy with this name}
     *
     * @param name the name as a user writes it
     * @throws IllegalArgumentException if there is none; the message suggests one
     */
    public static OnBadRow parse(String name) {
        return Suggestions.named("policy for bad rows", name, values());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
