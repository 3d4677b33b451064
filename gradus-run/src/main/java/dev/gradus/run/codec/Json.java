package dev.gradus.run.codec;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How this module writes and reads JSON. Numbers have all their digits and, where people would
 * write them without one, no exponent. JSON has no NaN and no infinity: they are {@code null}, so
 * that a number is never a text.
 */
@SuppressWarnings("exports") // gradus-studio alone sees it, and requires Jackson itself
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Created when something is first read, because it takes longer than the start of a run. */
    private static final class Reader {
        private static final JsonMapper MAPPER = new JsonMapper(FACTORY);
    }

    /** Writes one object on one line. */
    public static String object(Consumer<JsonGenerator> fields) {
        var text = new StringWriter(256);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Reads one object; {@code where} starts the message if it is not one. */
    public static JsonFields read(String text, String where) {
        try {
            JsonNode node = Reader.MAPPER.readTree(text);
            if (node != null && node.isObject()) {
                return new JsonFields(node, where);
            }
        } catch (JacksonException e) {
            throw new RunException(where + " is not JSON" + place(e), e);
        }
        throw new RunException(where + " must be a JSON object; got " + Text.shortened(text));
    }

    /**
     * The parser's own message is about its settings and its stream; only the place where it
     * stopped is useful.
     */
    private static String place(JacksonException fault) {
        TokenStreamLocation location = fault.getLocation();
        if (location == null || location.getColumnNr() < 1) {
            return "";
        }
        String line = location.getLineNr() > 1 ? "line " + location.getLineNr() + ", " : "";
        return Text.of(": it cannot be read beyond %scharacter %d", line, location.getColumnNr());
    }

    public static void number(JsonGenerator json, String name, double value) {
        json.writeName(name);
        number(json, value);
    }

    public static void numbers(JsonGenerator json, String name, List<Double> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(value -> number(json, value));
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(NumberText.json(value));
        } else {
            json.writeNull();
        }
    }

    public static void metrics(JsonGenerator json, String name, Map<String, Double> metrics) {
        json.writeObjectPropertyStart(name);
        metrics.forEach((metric, value) -> number(json, metric, value));
        json.writeEndObject();
    }

    /** Writes a plain value as {@link Configuration} has them. */
    public static void value(JsonGenerator json, Object value) {
        switch (value) {
            case Long number -> json.writeNumber(number);
            case Double number -> number(json, number);
            case Boolean flag -> json.writeBoolean(flag);
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((name, element) -> {
                    json.writeName((String) name);
                    value(json, element);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(element -> value(json, element));
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }

    /** Reads what {@link #value} wrote. */
    public static Object value(JsonNode node, String where) {
        if (node.isObject()) {
            var map = new LinkedHashMap<String, Object>();
            node.properties()
                    .forEach(entry -> map.put(entry.getKey(), value(entry.getValue(), where)));
            return map;
        }
        if (node.isArray()) {
            var list = new ArrayList<>();
            node.forEach(element -> list.add(value(element, where)));
            return list;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return number(node, where);
        }
        if (node.isString()) {
            return node.stringValue();
        }
        throw new RunException(where + " must not contain " + node);
    }

    private static Object number(JsonNode node, String where) {
        boolean fits =
                node.isIntegralNumber()
                        ? node.canConvertToLong()
                        : Double.isFinite(node.doubleValue());
        if (!fits) {
            throw new RunException(
                    where
                            + " has a number that is too large: "
                            + Text.shortened(node.toString())
                            + "; whole numbers have at most 64 bits, others are finite doubles");
        }
        return node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
    }
}
