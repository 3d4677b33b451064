package dev.gradus.prepare;

import dev.gradus.text.Suggestions;
import java.util.Locale;

/** How rows with a missing value are handled. */
public enum Gaps {
    /** A missing number becomes the median, and a separate input marks where one was missing. */
    FILL,
    /**
     * The row is left out of all parts of the table; in further tables a missing number becomes the
     * median, without a mark.
     */
    DROP;

    /**
     * {@return the policy with this name}
     *
     * @param name the name as a user writes it
     * @throws IllegalArgumentException if there is none; the message suggests one
     */
    public static Gaps parse(String name) {
        return Suggestions.named("policy for missing values", name, values());
    }

    /** Returns the name in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
