package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.CsvDataset;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.IdxDataset;
import dev.gradus.data.Parts;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.data.TableFormat;
import dev.gradus.digits.Mnist;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableDefaults;
import dev.gradus.text.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Data to train on.
 *
 * @param train what is learned from, and validation is held out of
 * @param test what is measured once, at the end; its reading may still be under way
 * @param table what there is to know of a table that was prepared
 */
record TrainingData(Dataset train, Optional<Dataset> test, Optional<OfTable> table) {
    /**
     * What there is to know of a table that was prepared.
     *
     * @param preparation how its fields became inputs
     * @param notes what there is to say of how it was read, a sentence each
     */
    record OfTable(Preparation preparation, List<String> notes) {
        OfTable {
            notes = List.copyOf(notes);
        }
    }

    TrainingData(Dataset train, Optional<Dataset> test) {
        this(train, test, Optional.empty());
    }

    /** Returns a recipe with what depends on the size of these data and it does not say. */
    Recipe completed(Recipe recipe) {
        return recipe.find(Keys.TARGET).isPresent()
                ? TableDefaults.withLength(recipe, train.size())
                : recipe;
    }

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
                ? new TrainingData(all.train(), Optional.empty(), all.table())
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
            return recipe.find(Keys.TARGET)
                    .map(target -> table(path, target))
                    .orElseGet(() -> new TrainingData(csv(path, recipe), Optional.empty()));
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
        return label.map(column -> CsvDataset.ofLabels(path, column))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "a table needs --target COLUMN, a class or values to learn"));
    }

    private static TrainingData table(Path path, List<String> target) {
        Table table = Table.of(path, TableFormat.usual());
        Survey survey = Survey.of(table);
        if (survey.rows() == 0) {
            throw new DataException(table.name() + " has no row to learn from");
        }
        var roles = Roles.of(survey, new Wishes(target, Set.of(), Set.of(), Map.of()));
        var prepared = PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 0);
        var notes = new ArrayList<String>();
        if (!roles.decision().isEmpty()) {
            notes.add(roles.decision().replaceFirst(" \\(--columns.*", ""));
        }
        notes.addAll(prepared.notes(table));
        notes.add("prepared:");
        prepared.preparation().text().lines().forEach(notes::add);
        return new TrainingData(
                prepared.training(),
                Optional.empty(),
                Optional.of(new OfTable(prepared.preparation(), notes)));
    }

    private static void requireNoColumns(String name, Recipe recipe) {
        if (recipe.find(Keys.LABEL).isPresent() || recipe.find(Keys.TARGET).isPresent()) {
            throw new IllegalArgumentException(
                    "--label and --target name columns of a CSV file; '%s' has none"
                            .formatted(name));
        }
    }
}
