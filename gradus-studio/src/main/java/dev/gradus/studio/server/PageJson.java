package dev.gradus.studio.server;

import dev.gradus.number.NumberText;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Plain values as JSON for the page: maps, lists, texts, numbers. A number that is not finite is
 * {@code null}. The numbers of an array are for drawing and have seven digits.
 */
public final class PageJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final double MOST_WHOLE = 1L << 53;

    private PageJson() {}

    /** Writes a value. */
    public static String text(Object value) {
        var text = new StringWriter(1 << 10);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Optional<?> maybe -> write(json, maybe.orElse(null));
            case Boolean flag -> json.writeBoolean(flag);
            case Long whole -> json.writeNumber(whole);
            case Integer whole -> json.writeNumber(whole);
            case Double number when Double.isFinite(number) ->
                    json.writeNumber(NumberText.json(number));
            case Double _ -> json.writeNull();
            case double[] numbers -> array(json, numbers);
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((name, each) -> {
                    json.writeName(String.valueOf(name));
                    write(json, each);
                });
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(each -> write(json, each));
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }

    private static void array(JsonGenerator json, double[] numbers) {
        json.writeStartArray();
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                json.writeNull();
            } else if (number == Math.rint(number) && Math.abs(number) < MOST_WHOLE) {
                json.writeNumber((long) number);
            } else if (Math.abs(number) > Float.MAX_VALUE) {
                json.writeNumber(NumberText.json(number));
            } else {
                json.writeNumber(Float.toString((float) number));
            }
        }
        json.writeEndArray();
    }
}
