package dev.gradus.prepare.signs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the words of a column that stand for missing values, such as {@code NA}. */
public final class MissingWords {
    private static final int LISTED = 4;

    private final Map<String, Long> counts = new LinkedHashMap<>();

    /**
     * Counts a field without a value.
     *
     * @param field an empty one does not count
     */
    public void add(String field) {
        if (!field.isEmpty() && (counts.size() < LISTED || counts.containsKey(field))) {
            counts.merge(field, 1L, Long::sum);
        }
    }

    /** {@return the first words, at most {@value #LISTED}, and in how many rows each stands} */
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }
}
