package dev.gradus.cli;

import dev.gradus.data.DataException;
import dev.gradus.text.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A recipe: YAML whose keys are a command's options in camel case, and {@code data}.
 *
 * @param data what to train on, if it says so
 * @param options the values of options by their long names
 */
record Recipe(Optional<String> data, Map<String, List<String>> options) {
    private static final String DATA = "data";

    /** Names a recipe, so no recipe has it. */
    private static final String OPTION = "--recipe";

    /** Each says how long a run is, in place of the other. */
    private static final Set<String> LENGTHS = Set.of("--epochs", "--steps");

    /**
     * Returns a command that was parsed as it would be written without its recipe, if it has one.
     * Options that were written win over the recipe's, and a recipe in the place of the data over
     * that of {@code --recipe}.
     *
     * @param data what was written in the place of the data
     * @param named what was written as {@code --recipe}
     */
    static Optional<String[]> spelledOut(
            Syntax command,
            @Nullable String data,
            @Nullable String named,
            Surroundings surroundings) {
        boolean isInPlaceOfData = data != null && Recipes.isFile(data);
        String name = isInPlaceOfData ? data : named;
        if (name == null) {
            return Optional.empty();
        }
        Map<String, List<String>> written = command.written();
        if (!isInPlaceOfData) {
            written.remove(OPTION);
        }
        Recipe recipe = read(name, Recipes.text(name, surroundings), command);
        var arguments = new ArrayList<String>(List.of(command.name()));
        add(arguments, recipe.without(written.keySet()));
        add(arguments, written);
        if (isInPlaceOfData || data == null) {
            recipe.data().ifPresent(arguments::add);
        } else {
            arguments.add(data);
        }
        return Optional.of(arguments.toArray(String[]::new));
    }

    /**
     * Reads a recipe for a command.
     *
     * @throws IllegalArgumentException if a key is none of the command's options; suggests
     * @throws DataException if the text is no YAML
     */
    private static Recipe read(String name, String text, Syntax command) {
        Map<String, String> known = known(command);
        var options = new LinkedHashMap<String, List<String>>();
        Optional<String> data = Optional.empty();
        for (Map.Entry<?, ?> entry : entries(name, text).entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (key.equals(DATA)) {
                data = Optional.of(data(name, String.valueOf(entry.getValue())));
                continue;
            }
            String option = known.get(key);
            if (option == null) {
                var keys = new ArrayList<>(known.keySet());
                keys.add(DATA);
                throw new IllegalArgumentException(
                        name + ": " + Suggestions.unknown("key", key, keys));
            }
            if (entry.getValue() == null) {
                throw new IllegalArgumentException(
                        "%s: '%s' has no value; write one or leave it out".formatted(name, key));
            }
            options.put(option, values(entry.getValue()));
        }
        return new Recipe(data, options);
    }

    private static String data(String name, String written) {
        if (Recipes.isFile(written)) {
            throw new IllegalArgumentException(
                    "%s: 'data' says what to train on, and '%s' is another recipe; name the data themselves"
                            .formatted(name, written));
        }
        return written;
    }

    private Map<String, List<String>> without(Set<String> written) {
        var names = new HashSet<>(written);
        if (LENGTHS.stream().anyMatch(written::contains)) {
            names.addAll(LENGTHS);
        }
        var rest = new LinkedHashMap<>(options);
        rest.keySet().removeAll(names);
        return rest;
    }

    private static void add(List<String> arguments, Map<String, List<String>> options) {
        options.forEach(
                (name, values) -> values.forEach(value -> arguments.add(name + "=" + value)));
    }

    private static List<String> values(Object value) {
        List<?> values = value instanceof List<?> several ? several : List.of(value);
        return values.stream().map(String::valueOf).toList();
    }

    private static Map<?, ?> entries(String name, String text) {
        try {
            Map<?, ?> values = new YAMLMapper().readValue(text, LinkedHashMap.class);
            return values == null ? Map.of() : values;
        } catch (JacksonException fault) {
            TokenStreamLocation place = fault.getLocation(); // missing where nesting is too deep
            throw new DataException(
                    "%s%s: %s"
                            .formatted(
                                    name,
                                    place == null ? "" : ", line " + place.getLineNr(),
                                    fault.getOriginalMessage().lines().findFirst().orElse("")),
                    fault);
        }
    }

    /** Returns the options a recipe may have: the long name of each by its key. */
    private static Map<String, String> known(Syntax command) {
        return command.options().stream()
                .filter(name -> !name.equals(OPTION))
                .collect(Collectors.toMap(Recipe::camelCase, name -> name));
    }

    private static String camelCase(String option) {
        var text = new StringBuilder();
        for (String word : option.replaceFirst("^-+", "").split("-", -1)) {
            text.append(
                    text.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }
}
