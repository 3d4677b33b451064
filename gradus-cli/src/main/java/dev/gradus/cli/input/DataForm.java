package dev.gradus.cli.input;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.Table;
import dev.gradus.data.jdbc.JdbcAddress;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.prepare.table.TableOption;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The forms of data, each of which uses some of the settings of data. */
public enum DataForm {
    /** The digits that come with Gradus. */
    DIGITS,
    /** A folder of IDX files. */
    FOLDER,
    /** A folder of images. */
    IMAGES,
    /** An {@code .npz} file. */
    ARCHIVE,
    /** An {@code .npy} file of inputs. */
    ARRAYS,
    /** An {@code .npy} file of rows. */
    ARRAY_TABLE,
    /** Text with separators between fields. */
    SEPARATED,
    /** A JSON object per line. */
    JSON_LINES,
    /** A Parquet file. */
    PARQUET,
    /** A query to a database. */
    DATABASE;

    private static final Set<DataForm> TABLES = EnumSet.range(ARRAY_TABLE, DATABASE);

    private static final Map<Key<?>, Use> USES = uses();

    /**
     * What a setting is for.
     *
     * @param words completes the sentence that it is for ...
     */
    private record Use(String words, Set<DataForm> forms) {}

    private static Map<Key<?>, Use> uses() {
        var uses = new LinkedHashMap<Key<?>, Use>();
        uses.put(Keys.IMAGE_SIZE, new Use("images", EnumSet.of(IMAGES)));
        uses.put(Keys.COLOUR, new Use("images", EnumSet.of(IMAGES)));
        uses.put(Keys.QUERY, new Use("the address of a database", EnumSet.of(DATABASE)));
        uses.put(Keys.LABELS, new Use("an .npy file without targets", EnumSet.of(ARRAYS)));
        var kept = EnumSet.of(IMAGES);
        kept.addAll(TABLES);
        uses.put(Keys.CACHE, new Use("images and tables", kept));
        var ofTables = new Use("tables", TABLES);
        uses.put(Keys.ROWS_IN, ofTables);
        uses.put(Keys.TARGET, ofTables);
        uses.put(Keys.LABEL, ofTables);
        uses.put(Keys.TASK, ofTables);
        uses.put(Keys.PREPARATION, ofTables);
        uses.put(Keys.TEST_SHARE, ofTables);
        uses.put(Keys.FOLD, ofTables);
        uses.put(Keys.NO_EXAMPLES, ofTables);
        Keys.ofTables().forEach(key -> uses.put(key, ofTables));
        uses.put(Keys.of(TableFormat.ON_BAD_ROW), new Use("images and tables", kept));
        uses.put(Keys.of(TableFormat.ENCODING), new Use("text", EnumSet.of(SEPARATED, JSON_LINES)));
        uses.put(
                Keys.of(TableFormat.HEADER),
                new Use("text with separators", EnumSet.of(SEPARATED)));
        return uses;
    }

    /** Returns the form of data of this name; an {@code .npy} file counts as a table. */
    public static DataForm of(String name, Surroundings surroundings) {
        if (name.equals(ModelInput.MNIST)) {
            return DIGITS;
        }
        if (name.startsWith(TableDoor.IMAGES)) {
            return IMAGES;
        }
        if (JdbcAddress.isAddress(name)) {
            return DATABASE;
        }
        Path path = surroundings.path(name);
        if (Files.isDirectory(path)) {
            return FOLDER;
        }
        if (TableDoor.endsIn(name, ".npz")) {
            return ARCHIVE;
        }
        if (TableDoor.endsIn(name, ".npy")) {
            return ARRAY_TABLE;
        }
        if (TableDoor.endsIn(name, ".parquet")) {
            return PARQUET;
        }
        return Table.isJsonLines(path) ? JSON_LINES : SEPARATED;
    }

    /**
     * Checks that the data of a recipe, or the further table to test on, use each of its settings
     * of data.
     *
     * @throws IllegalArgumentException if they do not; the message names the setting
     */
    public static void requireFitting(Recipe recipe, Surroundings surroundings) {
        String name = recipe.get(Keys.DATA);
        DataForm form = of(recipe, surroundings);
        requireFitting(recipe, name, forms(recipe, surroundings));
        Optional<String> test = new TableSettings(recipe).testFile();
        if (test.isPresent() && !TABLES.contains(form)) {
            throw new IllegalArgumentException(
                    "test '%s' is a further table, but the data '%s' are not a table; 'test: none' leaves its test part unused"
                            .formatted(test.get(), name));
        }
    }

    /** Returns a run's recipe without what its data do not use: versions before ignored it. */
    public static Recipe used(Recipe recipe, Surroundings surroundings) {
        Set<DataForm> forms = forms(recipe, surroundings);
        Recipe used = recipe;
        for (Map.Entry<Key<?>, Use> each : USES.entrySet()) {
            if (forms.stream().noneMatch(each.getValue().forms::contains)) {
                used = used.without(each.getKey());
            }
        }
        return used;
    }

    /** Returns the form of a recipe's data. */
    public static DataForm of(Recipe recipe, Surroundings surroundings) {
        DataForm named = of(recipe.get(Keys.DATA), surroundings);
        return named == ARRAY_TABLE && recipe.find(Keys.LABELS).isPresent() ? ARRAYS : named;
    }

    /** Returns the form of the data and, beside a table, that of the further table to test on. */
    private static Set<DataForm> forms(Recipe recipe, Surroundings surroundings) {
        var forms = EnumSet.of(of(recipe, surroundings));
        if (TABLES.containsAll(forms)) {
            new TableSettings(recipe)
                    .testFile()
                    .ifPresent(table -> forms.add(of(table, surroundings)));
        }
        return forms;
    }

    /**
     * Checks that data of this form use each of these settings.
     *
     * @param name the name of the data
     * @throws IllegalArgumentException if they do not; the message names the setting
     */
    void requireFitting(Recipe recipe, String name) {
        requireFitting(recipe, name, EnumSet.of(this));
    }

    private static void requireFitting(Recipe recipe, String name, Set<DataForm> forms) {
        USES.forEach((key, use) -> {
            if (isGiven(recipe, key) && forms.stream().noneMatch(use.forms::contains)) {
                throw new IllegalArgumentException(
                        "%s is for %s, which '%s' is not; leave it out"
                                .formatted(key.option(), use.words, name));
            }
        });
    }

    private static boolean isGiven(Recipe recipe, Key<?> key) {
        return recipe.find(key).filter(value -> !value.equals(List.of())).isPresent();
    }

    /** Returns what such tables use of a format. */
    TableFormat used(TableFormat format) {
        return TableOption.applied(
                TableFormat.OPTIONS,
                TableFormat.usual(),
                option ->
                        Optional.of(option.writer().apply(format))
                                .filter(texts -> !texts.isEmpty() && uses(Keys.of(option))));
    }

    private boolean uses(Key<?> key) {
        return Objects.requireNonNull(USES.get(key)).forms.contains(this);
    }
}
