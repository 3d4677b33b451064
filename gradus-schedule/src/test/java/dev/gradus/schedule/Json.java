package dev.gradus.schedule;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The way of a tree through a JSON text and back. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static Map<String, Object> roundTrip(Map<String, Object> tree) {
        return MAPPER.readValue(MAPPER.writeValueAsString(tree), new TypeReference<>() {});
    }
}
