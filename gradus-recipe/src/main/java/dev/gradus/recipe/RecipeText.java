package dev.gradus.recipe;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes settings as YAML, for people, and as JSON. */
final class RecipeText {
    private RecipeText() {}

    /** Created at the first use: it would slow down the start of a run. */
    private static final class Yaml {
        private static final YAMLMapper QUOTED =
                YAMLMapper.builder()
                        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                        .disable(YAMLWriteFeature.SPLIT_LINES)
                        .build();

        private static final YAMLMapper BRIEF =
                QUOTED.rebuild()
                        .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                        .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                        .build();
    }

    static String yaml(Map<String, Object> values) {
        if (values.isEmpty()) {
            return "";
        }
        // Without quotes, the library writes unprintable characters as they are, and cannot read
        // them.
        boolean isPrintable = values.toString().codePoints().noneMatch(RecipeText::isUnprintable);
        return (isPrintable ? Yaml.BRIEF : Yaml.QUOTED).writeValueAsString(values);
    }

    private static boolean isUnprintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\n';
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }

    static String json(Map<String, Object> values) {
        return JsonMapper.shared().writeValueAsString(values);
    }
}
