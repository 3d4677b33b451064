package dev.gradus.run.control;

import dev.gradus.text.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the schedules of a run continue when its length changes. */
public enum Continuation {
    /** As they were planned; after their end, their last value is held. */
    KEEP,
    /** Planned again for the new length, from the start: the following values change at once. */
    STRETCH,
    /** To their planned end, and then once more over the added steps. */
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
     * @throws IllegalArgumentException if there is no such name
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
