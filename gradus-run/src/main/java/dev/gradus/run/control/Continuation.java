package dev.gradus.run.control;

import dev.gradus.text.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the schedules of a run continue when its length changes. */
public enum Continuation {
    /** As they were planned; past their end the value they end with holds. */
    KEEP,
    /** Planned anew for the new length, from their beginning: the values to come change at once. */
    STRETCH,
    /** To their planned end, and then once more for the time that was added. */
    APPEND;

    /** {@return its name in texts and events} */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a name.
     *
     * @param key the name as a user writes it
     * @return the continuation
     * @throws IllegalArgumentException if it is none
     */
    public static Continuation of(String key) {
        return Arrays.stream(values())
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                Suggestions.unknown("way for schedules to continue", key, keys())));
    }

    /** {@return all names} */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Continuation::key).toList();
    }
}
