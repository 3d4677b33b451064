package dev.gradus.schedule.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reference values that other systems produced, and their parameters as the text a user of
 * those would paste.
 */
final class Oracle {
    private static final List<Entry> ENTRIES = read();

    /** Parameters that are prose about how the values were made, not arguments of the original. */
    private static final List<String> PROSE = List.of("metrics", "epoch", "do", "series");

    private Oracle() {}

    record Entry(
            String id,
            String schedule,
            JsonNode params,
            String unit,
            double tolerance,
            JsonNode json) {
        List<Double> values() {
            return numbers(json.path("values"));
        }

        List<Double> momentum() {
            return numbers(json.path("momentum"));
        }

        List<Double> metrics() {
            return numbers(params.path("metrics"));
        }

        String system() {
            String source = id.replaceFirst("^quirk\\.", "");
            return source.substring(0, source.indexOf('.'));
        }

        /** {@code system.Constructor(name=value, …)} in Python's spelling. */
        String text(String constructor, String extra) {
            String arguments =
                    params.properties().stream()
                            .filter(parameter ->
                                    !PROSE.contains(parameter.getKey())
                                            && !isProse(parameter.getValue()))
                            .map(parameter ->
                                    parameter.getKey() + "=" + literal(parameter.getValue()))
                            .collect(Collectors.joining(", "));
            String comma = arguments.isEmpty() || extra.isEmpty() ? "" : ", ";
            return constructor + "(" + arguments + comma + extra + ")";
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static List<Entry> entries() {
        return ENTRIES;
    }

    static Entry entry(String id) {
        return ENTRIES.stream().filter(entry -> entry.id().equals(id)).findFirst().orElseThrow();
    }

    /** {@code "= warmup"} and {@code "10000 by default"} say that the argument was left out. */
    private static boolean isProse(JsonNode value) {
        return value.isString()
                && (value.asString().startsWith("= ") || value.asString().endsWith(" by default"));
    }

    private static String literal(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream()
                    .map(Oracle::literal)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(member -> "'" + member.getKey() + "': " + literal(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isString()) {
            return "'" + value.asString() + "'";
        }
        return value.isBoolean() ? (value.asBoolean() ? "True" : "False") : value.toString();
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.values()
                .forEach(number ->
                        numbers.add(
                                number.isString()
                                        ? Double.valueOf(number.asString())
                                        : number.asDouble()));
        return numbers;
    }

    private static List<Entry> read() {
        try (InputStream file = Oracle.class.getResourceAsStream("/schedule-oracle.json")) {
            List<Entry> entries = new ArrayList<>();
            for (JsonNode json : JsonMapper.shared().readTree(file).get("entries").values()) {
                entries.add(
                        new Entry(
                                json.get("id").asString(),
                                json.get("schedule").asString(),
                                json.get("params"),
                                json.get("unit").asString(),
                                json.get("tol").asDouble(),
                                json));
            }
            return List.copyOf(entries);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static Map<String, String> excluded() {
        return Map.of(
                "optim.AdamWScheduleFree", "an optimizer: the values are parameters, not rates",
                "optim.Prodigy", "an optimizer: the values are parameters, not rates",
                "optim.DAdaptAdam", "an optimizer: the values are parameters, not rates",
                "seed.batch_loss_from_running_mean", "the loss of a batch, not a rate");
    }
}
