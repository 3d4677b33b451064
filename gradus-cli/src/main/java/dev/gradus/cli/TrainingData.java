package dev.gradus.cli;

import dev.gradus.data.CsvDataset;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.IdxDataset;
import dev.gradus.data.Parts;
import dev.gradus.digits.Mnist;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.text.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Data to train on.
 *
 * @param train what is learned from, and validation is held out of
 * @param test what is measured once, at the end; its reading may still be under way
 */
record TrainingData(Dataset train, Optional<Dataset> test) {
    private static final String MNIST = "mnist";

    /**
     * Reads data as a user names them: {@code mnist}, a folder of IDX files, or a CSV file.
     *
     * @throws IllegalArgumentException if there is nothing of this name
     * @throws DataException if it cannot be read
     */
    static TrainingData read(Recipe recipe, Surroundings surroundings) {
        TrainingData all = all(recipe, surroundings);
        return recipe.find(Keys.TEST).isPresent()
                ? new TrainingData(all.train(), Optional.empty())
                : all;
    }

    private static TrainingData all(Recipe recipe, Surroundings surroundings) {
        String name = recipe.get(Keys.DATA);
        if (name.equals(MNIST)) {
            requireNoColumns(name, recipe);
            Mnist mnist = surroundings.digits().get();
            return new TrainingData(mnist.train(), Optional.of(mnist.test()));
        }
        Path path = surroundings.path(name);
        if (Files.isDirectory(path)) {
            requireNoColumns(name, recipe);
            Parts parts = IdxDataset.readFolder(path);
            return new TrainingData(parts.train(), Optional.of(parts.test()));
        }
        if (Files.isRegularFile(path)) {
            return new TrainingData(csv(path, recipe), Optional.empty());
        }
        throw new DataException(
                Suggestions.nearest(name, List.of(MNIST))
                        .map(near ->
                                "there is no data '%s'; did you mean '%s'?".formatted(name, near))
                        .orElse(
                                "there is no file or folder '%s'; give mnist, a folder of IDX files or a CSV file"
                                        .formatted(name)));
    }

    private static Dataset csv(Path path, Recipe recipe) {
        Optional<String> label = recipe.find(Keys.LABEL);
        List<String> target = recipe.find(Keys.TARGET).orElse(List.of());
        if (label.isEmpty() && target.isEmpty()) {
            throw new IllegalArgumentException(
                    "a CSV file needs --label COLUMN (a class to learn) or --target COLUMN (values to"
                            + " learn), one of the two");
        }
        return label.map(column -> CsvDataset.ofLabels(path, column))
                .orElseGet(() -> CsvDataset.ofValues(path, target));
    }

    private static void requireNoColumns(String name, Recipe recipe) {
        if (recipe.find(Keys.LABEL).isPresent() || recipe.find(Keys.TARGET).isPresent()) {
            throw new IllegalArgumentException(
                    "--label and --target name columns of a CSV file; '%s' has none"
                            .formatted(name));
        }
    }
}
