package dev.gradus.train.state;

import dev.gradus.number.NonFiniteText;
import dev.gradus.train.checkpoint.CheckpointException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The named values of a checkpoint's text, read one by one; a fault names the value.
 *
 * @param map by name
 */
record StateFields(Map<String, Object> map) {
    long whole(String name) {
        if (map.get(name) instanceof Long value && value >= 0) {
            return value;
        }
        throw fault(name, "a whole number of at least 0");
    }

    /** Returns a number; one that is not finite is kept by its name. */
    double number(String name) {
        return switch (map.get(name)) {
            case Number number -> number.doubleValue();
            case String text -> NonFiniteText.read(text).orElseThrow(() -> fault(name, "a number"));
            case null, default -> throw fault(name, "a number");
        };
    }

    String text(String name) {
        if (map.get(name) instanceof String text) {
            return text;
        }
        throw fault(name, "a text");
    }

    StateFields fields(String name) {
        return of(name, map.get(name));
    }

    List<StateFields> list(String name) {
        if (!(map.get(name) instanceof List<?> values)) {
            throw fault(name, "a list");
        }
        var list = new ArrayList<StateFields>();
        values.forEach(value -> list.add(of(name, value)));
        return list;
    }

    void each(String name, BiConsumer<String, StateFields> consumer) {
        fields(name).map.forEach((key, value) -> consumer.accept(key, of(name + "." + key, value)));
    }

    private StateFields of(String name, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> inner)) {
            throw fault(name, "an object");
        }
        var copy = new LinkedHashMap<String, Object>();
        inner.forEach((key, element) -> copy.put(String.valueOf(key), element));
        return new StateFields(copy);
    }

    private CheckpointException fault(String name, String wanted) {
        return new CheckpointException(
                "the checkpoint's state must have %s as \"%s\", got %s"
                        .formatted(wanted, name, map.get(name)));
    }
}
