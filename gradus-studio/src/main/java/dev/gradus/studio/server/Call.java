package dev.gradus.studio.server;

import dev.gradus.run.codec.JsonFields;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that has passed the door.
 *
 * @param query what follows the path, each name once
 * @param json the body of a request that has one
 */
public record Call(Map<String, String> query, @Nullable JsonFields json) {
    private static final int LONGEST = 32;

    public Call {
        query = Map.copyOf(query);
    }

    /** Returns the body. */
    public JsonFields body() {
        if (json == null) {
            throw new IllegalArgumentException("the request needs a JSON object as its body");
        }
        return json;
    }

    /** Returns a word of the query. */
    public String word(String name) {
        return find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("the request needs '%s'".formatted(name)));
    }

    /** Returns a word of the query, if it is there. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** Returns a number of the query. */
    public double number(String name, double otherwise) {
        String text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            double value = text.length() > LONGEST ? Double.NaN : Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("'%s' must be a number".formatted(name), none);
        }
        throw new IllegalArgumentException("'%s' must be a finite number".formatted(name));
    }
}
