package dev.gradus.cli;

import dev.gradus.text.Suggestions;
import dev.gradus.train.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A recipe: a YAML file whose keys are a command's options in camel case, and {@code data}.
 *
 * @param data what to train on, or empty
 * @param arguments the options as they would be written on the command line
 */
record RecipeFile(String data, List<String> arguments) {
    private static final String DATA = "data";

    static boolean isRecipe(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /**
     * Reads a recipe for a command.
     *
     * @throws IllegalArgumentException if a key is none of the command's options; suggests
     * @throws DataException if the file is missing or no YAML
     */
    static RecipeFile read(Path file, CommandSpec command) {
        Map<?, ?> values = values(file);
        Map<String, OptionSpec> known = known(command);
        var arguments = new ArrayList<String>();
        String data = "";
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (key.equals(DATA)) {
                data = String.valueOf(entry.getValue());
                continue;
            }
            OptionSpec option = known.get(key);
            if (option == null) {
                var names = new ArrayList<>(known.keySet());
                names.add(DATA);
                throw new IllegalArgumentException(
                        file + ": " + Suggestions.unknown("key", key, names));
            }
            add(arguments, option, entry.getValue());
        }
        return new RecipeFile(data, List.copyOf(arguments));
    }

    /**
     * Returns the command with the recipe's options before those that were written, which so win.
     *
     * @param name the file as it was written
     */
    static String[] merged(Path file, String name, CommandSpec command, TrainOptions options) {
        RecipeFile recipe = read(file, command);
        List<String> written = command.commandLine().getParseResult().originalArgs();
        var arguments = new ArrayList<>(recipe.arguments());
        if (options.steps != null) {
            arguments.removeIf(argument -> argument.startsWith("--epochs"));
        }
        if (options.epochs != null) {
            arguments.removeIf(argument -> argument.startsWith("--steps"));
        }
        arguments.addAll(
                written.subList(written.indexOf(command.name()) + 1, written.size()).stream()
                        .filter(argument -> !argument.equals(name))
                        .toList());
        if (!recipe.data().isEmpty()) {
            arguments.add(recipe.data());
        }
        arguments.addFirst(command.name());
        return arguments.toArray(String[]::new);
    }

    private static void add(List<String> arguments, OptionSpec option, Object value) {
        if (value instanceof List<?> several) {
            several.forEach(each -> add(arguments, option, each));
        } else {
            arguments.add(option.longestName() + "=" + value);
        }
    }

    private static Map<?, ?> values(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DataException("there is no recipe " + file);
        }
        try {
            Map<?, ?> values = new YAMLMapper().readValue(file.toFile(), LinkedHashMap.class);
            return values == null ? Map.of() : values;
        } catch (JacksonException fault) {
            throw new DataException(
                    "%s, line %d: %s"
                            .formatted(
                                    file,
                                    fault.getLocation().getLineNr(),
                                    fault.getOriginalMessage().lines().findFirst().orElse("")),
                    fault);
        }
    }

    private static Map<String, OptionSpec> known(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .collect(
                        Collectors.toMap(
                                option -> camelCase(option.longestName()), option -> option));
    }

    static String camelCase(String option) {
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
