package dev.gradus.recipe;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes settings as YAML, for people, and as JSON. */
final class RecipeText {
    private RecipeText() {}

    /** Made when something is first written or read: it takes longer than a run needs to begin. */
    private static final class Yaml {
        private static final YAMLMapper MAPPER =
                YAMLMapper.builder()
                        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                        .disable(YAMLWriteFeature.SPLIT_LINES)
                        .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                        .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                        .build();
    }

    static String yaml(Map<String, Object> values) {
        return values.isEmpty() ? "" : Yaml.MAPPER.writeValueAsString(values);
    }

    static String json(Map<String, Object> values) {
        return JsonMapper.shared().writeValueAsString(values);
    }
}
