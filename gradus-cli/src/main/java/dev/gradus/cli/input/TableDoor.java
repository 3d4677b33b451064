package dev.gradus.cli.input;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.DataException;
import dev.gradus.data.Table;
import dev.gradus.data.jdbc.JdbcAddress;
import dev.gradus.data.jdbc.JdbcTable;
import dev.gradus.data.numpy.NumpyTable;
import dev.gradus.data.parquet.ParquetTable;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.text.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/** Opens tables by the names that users give. */
public final class TableDoor {
    /** Begins the name of a folder of images. */
    public static final String IMAGES = "images:";

    private TableDoor() {}

    /**
     * Checks that there is a table of this name.
     *
     * @param forms what else could be given
     * @throws DataException if there is none; the message suggests what to give
     */
    public static void requireThere(String name, String forms, Surroundings surroundings) {
        if (!JdbcAddress.isAddress(name) && !Files.exists(surroundings.path(name))) {
            throw new DataException(
                    Suggestions.nearest(name, List.of(ModelInput.MNIST))
                            .map(near ->
                                    "there is no data '%s'; did you mean '%s'?"
                                            .formatted(name, near))
                            .orElse(
                                    "there is no file or folder '%s'; give %s"
                                            .formatted(name, forms)));
        }
    }

    public static boolean endsIn(String name, String end) {
        return name.toLowerCase(Locale.ROOT).endsWith(end);
    }

    /**
     * Opens a table.
     *
     * @param recipe how to read the table
     * @param format of which it uses what is for tables of its form
     * @throws DataException if it cannot be read
     */
    public static Table open(
            String name, Recipe recipe, TableFormat format, Surroundings surroundings) {
        DataForm form = DataForm.of(name, surroundings);
        Path path = surroundings.path(name);
        return switch (form) {
            case DATABASE -> database(name, recipe, format, surroundings);
            case PARQUET -> ParquetTable.of(path, format.onBadRow());
            case ARRAY_TABLE -> NumpyTable.of(path, format.onBadRow());
            case SEPARATED, JSON_LINES, DIGITS, FOLDER, IMAGES, ARCHIVE, ARRAYS ->
                    Table.of(path, form.used(format)); // which refuses what is no table
        };
    }

    private static Table database(
            String name, Recipe recipe, TableFormat format, Surroundings surroundings) {
        String query =
                recipe.find(Keys.QUERY)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "a database needs --query SQL, as in \"select * from flowers order by id\""));
        return JdbcTable.of(
                JdbcAddress.of(name, surroundings.environment()),
                query,
                cache(recipe, surroundings),
                format.onBadRow());
    }

    /**
     * A recipe without the secrets in the address of a database, and surroundings that have them.
     *
     * @param draft may be printed and recorded
     * @param surroundings have the whole address in their environment
     */
    public record Hidden(Draft draft, Surroundings surroundings) {}

    /** Takes secrets out of a recipe. */
    public static Hidden hidden(Draft draft, Surroundings surroundings) {
        if (draft.text(Keys.TEST.name()).filter(JdbcAddress::isAddress).isPresent()) {
            throw new IllegalArgumentException(
                    "test names a file, but a database is asked only one query: hold rows out with --test-share, or measure others afterwards with gradus evaluate and another query");
        }
        Draft.Entry data = draft.entries().get(Keys.DATA.name());
        if (data == null || !JdbcAddress.isAddress(data.value().toString())) {
            return new Hidden(draft, surroundings);
        }
        String whole = data.value().toString();
        String shown = JdbcAddress.of(whole, surroundings.environment()).shown();
        if (shown.equals(whole)) {
            return new Hidden(draft, surroundings);
        }
        var environment = new HashMap<>(surroundings.environment());
        environment.put(JdbcAddress.URL, whole);
        return new Hidden(
                draft.with(Keys.DATA.name(), shown, data.place()),
                new Surroundings(
                        surroundings.in(),
                        surroundings.out(),
                        surroundings.err(),
                        surroundings.directory(),
                        environment,
                        surroundings.digits()));
    }

    /** Returns the folder for data that are too large for the memory. */
    public static Path cache(Recipe recipe, Surroundings surroundings) {
        return recipe.find(Keys.CACHE).map(surroundings::path).orElseGet(TableDoor::temporary);
    }

    /** Returns the system's folder for temporary files. */
    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
