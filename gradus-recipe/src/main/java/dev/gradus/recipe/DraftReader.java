package dev.gradus.recipe;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads the keys and values of a file, each with its line. A value is the text as written, even if
 * YAML would read a number: {@code label: 1.50} is the column 1.50.
 */
final class DraftReader {
    /** How the YAML parser reports what is wrong and where; the last place is that of the fault. */
    private static final Pattern FAULT =
            Pattern.compile("([^\\n]+)\\n in reader, line (\\d+), column \\d+:");

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();

    private DraftReader(String file) {
        this.file = file;
    }

    static Draft yaml(String text, String file) {
        return new DraftReader(file).read(new YAMLMapper(), text);
    }

    static Draft json(String text, String file) {
        return new DraftReader(file).read(JsonMapper.shared(), text);
    }

    private Draft read(ObjectMapper mapper, String text) {
        try (JsonParser parser = mapper.createParser(text)) {
            JsonToken first = parser.nextToken();
            Draft draft =
                    first == null || first == JsonToken.VALUE_NULL
                            ? Draft.EMPTY
                            : new Draft(entries(first, parser));
            requireEnd(parser);
            return draft;
        } catch (JacksonException fault) {
            throw unreadable(fault);
        }
    }

    private Map<String, Draft.Entry> entries(JsonToken first, JsonParser parser) {
        if (first != JsonToken.START_OBJECT) {
            String found =
                    first == JsonToken.START_ARRAY
                            ? "a list"
                            : "'" + Text.shortened(parser.getString()) + "'";
            throw new IllegalArgumentException(
                    "%s: a recipe is lines of a key and its value, as in \"epochs: 3\"; got %s"
                            .formatted(file, found));
        }
        var entries = new LinkedHashMap<String, Draft.Entry>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int line = line(parser);
            requireOnce(key, line);
            String place = Text.of("%s, line %d, %s", file, line, key);
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                throw new IllegalArgumentException(
                        place + ": there is no value; write one or leave the key out");
            }
            entries.put(key, new Draft.Entry(value(place, parser), place));
        }
        return entries;
    }

    /** Refuses a key that occurs twice, whose first value would be lost. */
    private void requireOnce(String key, int line) {
        Integer before = lines.put(key, line);
        if (before != null) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s: '%s' is in line %d and in line %d; write it once",
                            file, key, before, line));
        }
    }

    /** Refuses further documents, which would not be read. */
    private void requireEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s: another recipe begins in line %d; a file holds one",
                            file, line(parser)));
        }
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static Object value(String place, JsonParser parser) {
        return switch (Objects.requireNonNull(parser.currentToken())) {
            case START_ARRAY -> list(place, parser);
            case START_OBJECT -> map(place, parser);
            case VALUE_NULL ->
                    throw new IllegalArgumentException(
                            place + ": an element has no value; leave it out");
            default -> scalar(place, parser);
        };
    }

    private static List<Object> list(String place, JsonParser parser) {
        var list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(place, parser));
        }
        return list;
    }

    private static Map<String, Object> map(String place, JsonParser parser) {
        var map = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            if (map.put(key, value(place, parser)) != null) {
                throw new IllegalArgumentException(
                        "%s: '%s' occurs twice; write it once".formatted(place, key));
            }
        }
        return map;
    }

    private static String scalar(String place, JsonParser parser) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new IllegalArgumentException(
                    "%s: *%s refers to another value; write the value itself, or in quotes if it begins with a *"
                            .formatted(place, parser.getString()));
        }
        return parser.getString();
    }

    private RecipeException unreadable(JacksonException fault) {
        String message = Objects.requireNonNullElse(fault.getOriginalMessage(), "");
        String problem = message.lines().findFirst().orElse("");
        TokenStreamLocation place = fault.getLocation(); // absent if the nesting is too deep
        String line = place == null ? "" : String.valueOf(place.getLineNr());
        for (Matcher found = FAULT.matcher(message); found.find(); ) {
            problem = found.group(1);
            line = found.group(2);
        }
        return new RecipeException(
                "%s%s: %s".formatted(file, line.isEmpty() ? "" : ", line " + line, problem), fault);
    }
}
