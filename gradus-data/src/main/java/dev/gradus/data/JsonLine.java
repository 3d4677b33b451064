package dev.gradus.data;

import dev.gradus.data.csv.CsvText;
import dev.gradus.number.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** One JSON object, with its values as they are written. */
final class JsonLine {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNumberLength(CsvText.LONGEST_ROW)
                                    .build())
                    .build();

    private JsonLine() {}

    /**
     * A value of an object.
     *
     * @param text a text itself, or else what is written; empty for {@code null}
     * @param kind what it is
     */
    record Value(String text, Kind kind) {}

    /** What a value is. */
    enum Kind {
        NOTHING,
        PLAIN,
        NESTED
    }

    /**
     * Reads an object.
     *
     * @return its values by their names, in order
     * @throws NotAnObjectException if the line is anything else
     */
    static Map<String, Value> read(String line) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotAnObjectException(
                        "expected a JSON object such as {\"x\": 1.5}, got " + Text.shortened(line));
            }
            Map<String, Value> values = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (values.put(name, value(parser, line)) != null) {
                    throw new NotAnObjectException(
                            "the object has two values for '%s'; expected one for each name"
                                    .formatted(name));
                }
            }
            requireEnd(parser, line);
            return values;
        } catch (StreamReadException fault) {
            throw new NotAnObjectException(
                    "expected a JSON object, and the line is none from "
                            + place(fault.getLocation().getColumnNr(), line));
        } catch (JacksonException fault) {
            throw new NotAnObjectException(
                    fault.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static Value value(JsonParser parser, String line) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return new Value("", Kind.NOTHING);
        }
        if (token != JsonToken.START_ARRAY && token != JsonToken.START_OBJECT) {
            return new Value(parser.getString(), Kind.PLAIN);
        }
        int begin = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        parser.skipChildren();
        int end = Math.toIntExact(parser.currentLocation().getCharOffset());
        return new Value(line.substring(begin, end), Kind.NESTED);
    }

    private static void requireEnd(JsonParser parser, String line) {
        if (parser.nextToken() != null) {
            throw new NotAnObjectException(
                    "expected one JSON object, and more follows it from "
                            + place(parser.currentTokenLocation().getColumnNr(), line));
        }
    }

    /** Returns where something is in a line, and the text there, if there is some. */
    private static String place(int column, String line) {
        String rest = line.substring(Math.clamp(column - 1L, 0, line.length())).strip();
        return Text.of("character %,d on", column)
                + (rest.isEmpty() ? ", its end" : ": '%s'".formatted(Text.shortened(rest)));
    }

    /** A line does not hold an object. */
    static final class NotAnObjectException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String sentence;

        NotAnObjectException(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }
}
