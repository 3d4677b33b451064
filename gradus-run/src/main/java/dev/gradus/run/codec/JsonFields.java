package dev.gradus.run.codec;

import dev.gradus.number.NonFiniteText;
import dev.gradus.number.Text;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one JSON object, read with messages that name the field. Unknown fields are
 * ignored: a newer version may have written them.
 *
 * @param node the object
 * @param where starts every message, for example {@code events.jsonl, line 7}
 */
@SuppressWarnings("exports") // gradus-studio alone sees it, and requires Jackson itself
public record JsonFields(JsonNode node, String where) {

    public boolean has(String name) {
        return node.has(name);
    }

    public String text(String name) {
        JsonNode value = required(name);
        if (!value.isString()) {
            throw wrong(name, "a text", value);
        }
        return value.stringValue();
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public long whole(String name) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "a whole number", value);
        }
        return value.longValue();
    }

    /** Returns a whole number that fits into 32 bits. */
    public int count(String name) {
        long value = whole(name);
        if (value != (int) value) {
            throw wrong(name, "a whole number of at most 32 bits", required(name));
        }
        return (int) value;
    }

    public double number(String name) {
        return number(name, required(name));
    }

    public double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    public OptionalDouble optionalNumber(String name) {
        return has(name) ? OptionalDouble.of(number(name)) : OptionalDouble.empty();
    }

    public List<Double> numbers(String name) {
        JsonNode value = required(name);
        if (!value.isArray()) {
            throw wrong(name, "a list of numbers", value);
        }
        var numbers = new ArrayList<Double>();
        value.forEach(each -> numbers.add(number(name, each)));
        return numbers;
    }

    public boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        JsonNode value = required(name);
        if (!value.isBoolean()) {
            throw wrong(name, "true or false", value);
        }
        return value.booleanValue();
    }

    public Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new RunException(
                    where + ": \"" + name + "\" must be a time like 2026-01-05T14:32:07Z", e);
        }
    }

    public Map<String, Double> metrics(String name) {
        var metrics = new LinkedHashMap<String, Double>();
        if (has(name)) {
            object(name)
                    .node
                    .properties()
                    .forEach(e -> metrics.put(e.getKey(), number(e.getKey(), e.getValue())));
        }
        return metrics;
    }

    public Map<String, String> texts(String name) {
        var texts = new LinkedHashMap<String, String>();
        if (has(name)) {
            JsonFields object = object(name);
            object.node.propertyNames().forEach(key -> texts.put(key, object.text(key)));
        }
        return texts;
    }

    public Configuration configuration(String name) {
        return object(name).all();
    }

    /** Returns everything in this object. */
    public Configuration all() {
        var values = new LinkedHashMap<String, Object>();
        node.properties().forEach(e -> values.put(e.getKey(), Json.value(e.getValue(), where)));
        return new Configuration(values);
    }

    public List<JsonFields> objects(String name) {
        JsonNode value = required(name);
        if (!value.isArray()) {
            throw wrong(name, "a list of objects", value);
        }
        var objects = new ArrayList<JsonFields>();
        for (JsonNode each : value) {
            objects.add(new JsonFields(each, where + ", \"" + name + "\""));
        }
        return objects;
    }

    public JsonFields object(String name) {
        JsonNode value = required(name);
        if (!value.isObject()) {
            throw wrong(name, "an object", value);
        }
        return new JsonFields(value, where + ", \"" + name + "\"");
    }

    private double number(String name, JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.isNull()) {
            return Double.NaN;
        }
        // Records of earlier versions have names.
        return NonFiniteText.read(value.isString() ? value.stringValue() : "")
                .orElseThrow(
                        () -> wrong(name, "a number, or null for one that is not finite", value));
    }

    private JsonNode required(String name) {
        return node.optional(name)
                .orElseThrow(() -> new RunException(where + " has no \"" + name + "\""));
    }

    private RunException wrong(String name, String wanted, JsonNode got) {
        return new RunException(
                where
                        + ": \""
                        + name
                        + "\" must be "
                        + wanted
                        + "; got "
                        + Text.shortened(got.toString()));
    }
}
