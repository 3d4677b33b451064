package dev.gradus.model.file;

import dev.gradus.number.Text;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The contents of a file: named texts and named rows of float32 values, each name once, in a fixed
 * order.
 *
 * <p>Arrays are passed in and out without a copy, because the values of a large network take much
 * memory; the caller must not change one until the file is written.
 */
public final class Contents {
    private final SectionFormat format;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();

    /**
     * Starts empty.
     *
     * @param format the kind of file
     */
    public Contents(SectionFormat format) {
        this.format = format;
    }

    SectionFormat format() {
        return format;
    }

    /**
     * Adds a text and returns this.
     *
     * @param name the name of the section
     * @param text the text
     * @return these contents with the section
     */
    public Contents with(String name, String text) {
        requireNew(name);
        texts.put(name, text);
        return this;
    }

    /**
     * Adds a row of values and returns this.
     *
     * @param name the name of the section
     * @param row the values
     * @return these contents with the section
     */
    public Contents with(String name, float[] row) {
        requireNew(name);
        values.put(name, row);
        return this;
    }

    /**
     * {@return the text with this name}
     *
     * @param name the name of the section
     * @throws RuntimeException the format's, if there is none
     */
    public String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw format.fault(
                    "the %s has no text \"%s\"; it has %s"
                            .formatted(format.noun(), name, texts.keySet()));
        }
        return text;
    }

    /**
     * {@return the row of values with this name}
     *
     * @param name the name of the section
     * @param size how many values there must be
     * @throws RuntimeException the format's, if there is none, or it has another size
     */
    public float[] values(String name, int size) {
        float[] row = values.get(name);
        if (row == null) {
            throw format.fault(
                    "the %s has no values for \"%s\": it belongs to another network or optimizer"
                            .formatted(format.noun(), name));
        }
        if (row.length != size) {
            throw format.fault(
                    Text.of(
                            "the %s has %d values for \"%s\", but %d are needed: it belongs to another network",
                            format.noun(), row.length, name, size));
        }
        return row;
    }

    /** {@return all texts by name} */
    public Map<String, String> texts() {
        return Collections.unmodifiableMap(texts);
    }

    /** {@return all rows of values by name} */
    public Map<String, float[]> values() {
        return Collections.unmodifiableMap(values);
    }

    /**
     * {@return the name of the first row with a value that is not finite; empty if there is none}
     */
    public Optional<String> notFinite() {
        return values.entrySet().stream()
                .filter(entry -> !allFinite(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean allFinite(float[] row) {
        for (float value : row) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private void requireNew(String name) {
        if (texts.containsKey(name) || values.containsKey(name)) {
            throw new IllegalArgumentException(
                    "a %s holds each name once, got \"%s\" again".formatted(format.noun(), name));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Contents contents
                && texts.equals(contents.texts)
                && values.keySet().equals(contents.values.keySet())
                && values.entrySet().stream()
                        .allMatch(entry ->
                                Arrays.equals(
                                        entry.getValue(), contents.values.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return 31 * texts.hashCode() + values.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "Contents[texts " + texts.keySet() + ", values " + values.keySet() + "]";
    }
}
