package dev.gradus.studio.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, in the order in which they are added. */
public final class Facts {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** Begins with one field. */
    public static Facts of(String name, @Nullable Object value) {
        return new Facts().and(name, value);
    }

    /** Adds a field. */
    public Facts and(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    /** Returns the fields. */
    public Map<String, @Nullable Object> map() {
        return fields;
    }

    /** Answers with the fields. */
    public Reply reply() {
        return Reply.json(fields);
    }
}
