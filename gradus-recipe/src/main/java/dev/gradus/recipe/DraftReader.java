package dev.gradus.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the keys and plain values of a file, each with its line. */
final class DraftReader {
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
        try {
            readLines(mapper, text);
            JsonNode node = mapper.readTree(text);
            if (node == null || node.isMissingNode() || node.isNull()) {
                return Draft.EMPTY;
            }
            if (!node.isObject()) {
                throw new IllegalArgumentException(
                        "%s: a recipe is lines of a key and its value, as in \"epochs: 3\"; got %s"
                                .formatted(file, shortened(node.toString())));
            }
            var entries = new LinkedHashMap<String, Draft.Entry>();
            node.properties()
                    .forEach(each ->
                            entries.put(each.getKey(), entry(each.getKey(), each.getValue())));
            return new Draft(entries);
        } catch (JacksonException fault) {
            throw unreadable(fault);
        }
    }

    /** A key that is there twice would lose its first value. */
    private void readLines(ObjectMapper mapper, String text) {
        try (JsonParser parser = mapper.createParser(text)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.PROPERTY_NAME && depth == 1) {
                    noteLine(parser.currentName(), parser.currentTokenLocation().getLineNr());
                }
            }
        }
    }

    private void noteLine(String key, int line) {
        Integer before = lines.put(key, line);
        if (before != null) {
            throw new IllegalArgumentException(
                    "%s: '%s' is in line %d and in line %d; write it once"
                            .formatted(file, key, before, line));
        }
    }

    private Draft.Entry entry(String key, JsonNode node) {
        String place = "%s, line %d, %s".formatted(file, lines.getOrDefault(key, 1), key);
        if (node.isNull()) {
            throw new IllegalArgumentException(
                    place + ": there is no value; write one or leave the key out");
        }
        return new Draft.Entry(value(place, node), place);
    }

    private static Object value(String place, JsonNode node) {
        if (node.isArray()) {
            var list = new ArrayList<>();
            node.forEach(element -> list.add(value(place, element)));
            return list;
        }
        if (node.isObject()) {
            var map = new LinkedHashMap<String, Object>();
            node.properties()
                    .forEach(each -> map.put(each.getKey(), value(place, each.getValue())));
            return map;
        }
        if (node.isNull()) {
            throw new IllegalArgumentException(place + ": an element has no value; leave it out");
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() && node.canConvertToLong()
                    ? (Object) node.longValue()
                    : number(place, node);
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.stringValue();
    }

    private static Object number(String place, JsonNode node) {
        double value = node.doubleValue();
        if (node.isIntegralNumber() || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    place + ": the number %s is too large".formatted(shortened(node.toString())));
        }
        return value;
    }

    private RecipeException unreadable(JacksonException fault) {
        TokenStreamLocation place = fault.getLocation(); // missing where nesting is too deep
        return new RecipeException(
                "%s%s: %s"
                        .formatted(
                                file,
                                place == null ? "" : ", line " + place.getLineNr(),
                                fault.getOriginalMessage().lines().findFirst().orElse("")),
                fault);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "…";
    }
}
