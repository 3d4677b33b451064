package dev.gradus.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a recipe names a data set, so that whoever reads the recipe can read the data again.
 *
 * @param words settings of a recipe: {@code data: /home/me/iris.csv, label: species}; files by
 *     their absolute path
 * @param part which part of the data
 */
public record DataSource(Map<String, Object> words, Part part) {
    /** Which part of the data with one name. */
    public enum Part {
        /** All of it. */
        WHOLE,
        /** The training part, besides which there is a test part. */
        TRAINING,
        /** The part for validation. */
        VALIDATION,
        /** The part that is only measured. */
        TEST
    }

    /** Keeps the order. */
    public DataSource {
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }

    /**
     * {@return the data of this name}
     *
     * @param name the name, as a user writes it
     * @param part which part of the data
     */
    public static DataSource of(String name, Part part) {
        return new DataSource(Map.of("data", name), part);
    }
}
