package dev.gradus.prepare;

import dev.gradus.text.Suggestions;
import java.util.Arrays;
import java.util.List;
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
