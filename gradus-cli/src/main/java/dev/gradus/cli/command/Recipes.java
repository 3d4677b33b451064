package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.DataException;
import dev.gradus.text.FileFault;
import dev.gradus.text.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds recipes: those of Gradus have a name, all others are files. */
final class Recipes {
    /** The names of the recipes of Gradus. */
    static final List<String> NAMES = List.of("one-epoch");

    private Recipes() {}

    static boolean isFile(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /**
     * Returns a recipe as it was written.
     *
     * @throws IllegalArgumentException if no recipe of Gradus has this name; the message suggests
     *     one
     * @throws DataException if the file is missing
     */
    static String text(String name, Surroundings surroundings) {
        try {
            return isFile(name) ? ofFile(surroundings.path(name)) : comingWithGradus(name);
        } catch (IOException failure) {
            throw new DataException(
                    "cannot read the recipe %s: %s".formatted(name, FileFault.reason(failure)),
                    failure);
        }
    }

    private static String ofFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DataException("there is no recipe " + file);
        }
        return Files.readString(file);
    }

    private static String comingWithGradus(String name) throws IOException {
        try (InputStream text = Recipes.class.getResourceAsStream("recipes/" + name + ".yaml")) {
            if (!NAMES.contains(name) || text == null) {
                throw new IllegalArgumentException(Suggestions.unknown("recipe", name, NAMES));
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
