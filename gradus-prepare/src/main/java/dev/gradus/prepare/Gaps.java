package dev.gradus.prepare;

import dev.gradus.text.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of rows in which a value is missing. */
public enum Gaps {
    /** A number becomes the median, and an input of its own marks what was missing. */
    FILL,
    /**
     * The row is left out of all parts of the table; in further tables a number becomes the median,
     * without a mark.
     */
    DROP;

    /**
     * {@return the policy with this name}
     *
     * @param name the name as a user writes it
     * @throws IllegalArgumentException if there is none; the message suggests one
     */
    public static Gaps parse(String name) {
        List<String> names = Arrays.stream(values()).map(Gaps::toString).toList();
        return Arrays.stream(values())
                .filter(policy -> policy.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                Suggestions.unknown("policy for missing values", name, names)));
    }

    /** Returns the name in small letters. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
