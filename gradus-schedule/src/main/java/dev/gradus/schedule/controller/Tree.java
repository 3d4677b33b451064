package dev.gradus.schedule.controller;

import dev.gradus.number.NonFiniteText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a state as numbers and lists of numbers by name; NaN and infinities as {@link
 * NonFiniteText} says.
 */
final class Tree {
    private final Map<String, Object> map = new LinkedHashMap<>();

    Tree put(String key, double value) {
        map.put(key, NonFiniteText.orName(value));
        return this;
    }

    Tree put(String key, int value) {
        map.put(key, value);
        return this;
    }

    Tree put(String key, List<Double> values) {
        map.put(key, values.stream().map(NonFiniteText::orName).toList());
        return this;
    }

    Map<String, Object> map() {
        return Collections.unmodifiableMap(map);
    }

    /** Reads such a map back; an error names the controller and the field. */
    static final class Reader {
        private final Map<String, ?> map;
        private final String controller;

        Reader(Map<String, ?> map, String controller) {
            this.map = map;
            this.controller = controller;
        }

        double number(String key) {
            return number(key, map.get(key));
        }

        int whole(String key) {
            double value = number(key);
            if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
                throw fault(key, "a whole number", value);
            }
            return (int) value;
        }

        List<Double> numbers(String key) {
            if (!(map.get(key) instanceof List<?> values)) {
                throw fault(key, "a list of numbers", map.get(key));
            }
            List<Double> numbers = new ArrayList<>();
            values.forEach(value -> numbers.add(number(key, value)));
            return numbers;
        }

        private double number(String key, @Nullable Object value) {
            return switch (value) {
                case Number number -> number.doubleValue();
                case String text ->
                        NonFiniteText.read(text).orElseThrow(() -> fault(key, "a number", value));
                case null, default -> throw fault(key, "a number", value);
            };
        }

        private IllegalArgumentException fault(String key, String wanted, @Nullable Object came) {
            return new IllegalArgumentException(
                    "state of "
                            + controller
                            + ": field '"
                            + key
                            + "' must be "
                            + wanted
                            + ", got "
                            + came);
        }
    }
}
