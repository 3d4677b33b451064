package dev.gradus.cli.command;

import dev.gradus.cli.input.DataForm;
import dev.gradus.cli.input.IdxFolder;
import dev.gradus.cli.input.TableDoor;
import dev.gradus.cli.input.TableSettings;
import dev.gradus.cli.screen.ColumnTable;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.Fold;
import dev.gradus.data.NumberTable;
import dev.gradus.data.Parts;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.data.disk.DiskTable;
import dev.gradus.data.jdbc.JdbcAddress;
import dev.gradus.digits.Mnist;
import dev.gradus.nn.Models;
import dev.gradus.number.Text;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.table.ColumnRemarks;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.DefaultRate;
import dev.gradus.recipe.EmbeddedColumns;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableDefaults;
import dev.gradus.recipe.TableUse;
import dev.gradus.recipe.TableWishes;
import dev.gradus.train.Start;
import dev.gradus.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Data to train on.
 *
 * @param train the training part; validation is held out of it unless there is a separate part
 * @param validation the validation part, if it is known already
 * @param test the part that is measured once, at the end; it may still be loading
 * @param table facts about a table that was prepared
 * @param notes notes on how other data were read, one sentence each
 * @param start what training starts from
 * @param weights weights the classes of the training part as asked for
 */
record TrainingData(
        Dataset train,
        Optional<Dataset> validation,
        Optional<Dataset> test,
        Optional<OfTable> table,
        List<String> notes,
        Optional<Start> start,
        ClassWeights weights) {
    TrainingData {
        notes = List.copyOf(notes);
    }

    TrainingData(
            Dataset train,
            Optional<Dataset> validation,
            Optional<Dataset> test,
            Optional<OfTable> table,
            List<String> notes,
            Optional<Start> start) {
        this(train, validation, test, table, notes, start, new ClassWeights(train));
    }

    /** Returns data that are no table. */
    static TrainingData of(Dataset train, Optional<Dataset> test, List<String> notes) {
        return new TrainingData(
                train, Optional.empty(), test, Optional.empty(), notes, Optional.empty());
    }

    private static TrainingData ofTable(PreparedTable parts, OfTable facts) {
        return new TrainingData(
                parts.training(),
                parts.validation(),
                parts.test(),
                Optional.of(facts),
                List.of(),
                Optional.empty());
    }

    /**
     * Facts about a table that was prepared.
     *
     * @param preparation how its fields became inputs
     * @param columns facts about each column
     * @param notes notes on how it was read, one sentence each
     * @param rows how many rows the file has
     */
    record OfTable(
            Preparation preparation, Optional<ColumnTable> columns, List<String> notes, long rows) {
        OfTable {
            notes = List.copyOf(notes);
        }
    }

    /** Returns a recipe completed by the defaults for data of this size. */
    Recipe completed(Recipe recipe) {
        Recipe weighted = weights.settled(recipe);
        return recipe.find(Keys.TARGET).isPresent() && table.isPresent()
                ? EmbeddedColumns.lookedUp(
                        TableDefaults.completed(use(weighted, start).recipe(), table.get().rows()),
                        table.get().preparation(),
                        train.target().outputs())
                : weighted;
    }

    /** Returns whether no row of a table tells how good the network is on others. */
    boolean isTableLearnedWhole(Recipe recipe) {
        return table.isPresent()
                && validation.isEmpty()
                && test.isEmpty()
                && recipe.get(Keys.VALIDATION_SHARE) == 0;
    }

    private static final String FORMS =
            "a table, images:FOLDER, a NumPy file, a folder of IDX files, or mnist";

    /** The network for images, unless they are too small. */
    private static final String IMAGES = "cnn";

    private static final int MOST_LISTED = 20;

    /**
     * Reads data by the name that a user gives: {@code mnist}, a folder of IDX files, or a table.
     *
     * @throws IllegalArgumentException if there is nothing of this name
     * @throws DataException if it cannot be read
     */
    static TrainingData read(Recipe recipe, Surroundings surroundings) {
        return read(recipe, surroundings, SurveyedTable::of);
    }

    /**
     * Reads data as {@link #read(Recipe, Surroundings)} does.
     *
     * @param tables opens a table
     */
    static TrainingData read(
            Recipe recipe, Surroundings surroundings, SurveyedTable.Opening tables) {
        Optional<Start> start = Start.of(recipe);
        TrainingData all = all(recipe, start, surroundings, tables).startingFrom(start);
        return new TableSettings(recipe).isTested() ? all : all.untested();
    }

    private TrainingData untested() {
        return new TrainingData(train, validation, Optional.empty(), table, notes, start, weights);
    }

    /** Returns the same data for a training that starts from another model. */
    TrainingData startingFrom(Optional<Start> start) {
        return new TrainingData(train, validation, test, table, notes, start, weights);
    }

    private static TrainingData all(
            Recipe recipe,
            Optional<Start> start,
            Surroundings surroundings,
            SurveyedTable.Opening tables) {
        String name = recipe.get(Keys.DATA);
        DataForm.requireFitting(recipe, surroundings);
        Path path = surroundings.path(name);
        return switch (DataForm.of(recipe, surroundings)) {
            case DIGITS -> {
                Mnist mnist = surroundings.digits().get();
                yield of(mnist.train(), Optional.of(mnist.test()), List.of());
            }
            case FOLDER -> {
                Parts parts = IdxFolder.read(path, name);
                yield of(parts.train(), Optional.of(parts.test()), List.of());
            }
            case IMAGES -> FurtherData.images(name, recipe, surroundings);
            case ARCHIVE -> FurtherData.archive(path);
            case ARRAYS -> FurtherData.arrays(path, recipe, surroundings);
            case ARRAY_TABLE, SEPARATED, JSON_LINES, PARQUET, DATABASE -> {
                TableDoor.requireThere(name, FORMS, surroundings);
                yield recipe.find(Keys.TARGET).isPresent()
                        ? table(name, new TableSettings(recipe), start, surroundings, tables)
                        : numbers(name, path, recipe, surroundings);
            }
        };
    }

    /** Runs of earlier versions are resumed with the same bits. */
    private static TrainingData numbers(
            String name, Path path, Recipe recipe, Surroundings surroundings) {
        String label =
                recipe.find(Keys.LABEL)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        TableDoor.endsIn(name, ".npy")
                                                ? "an .npy file needs --labels FILE.npy, the targets of its inputs, or, as a table, --target COLUMN"
                                                : "a table needs --target COLUMN, a class or values to learn"
                                                        + columns(name, recipe, surroundings)));
        PreparedTable table = NumberTable.ofClasses(Table.of(path, TableFormat.usual()), label);
        return ofTable(
                table,
                new OfTable(
                        table.preparation(),
                        Optional.empty(),
                        table.notes(),
                        table.training().size()));
    }

    /** Returns the columns to choose from; a query is not asked for them. */
    private static String columns(String name, Recipe recipe, Surroundings surroundings) {
        if (JdbcAddress.isAddress(name)) {
            return "";
        }
        TableFormat format = new TableSettings(recipe).format();
        List<String> columns = TableDoor.open(name, recipe, format, surroundings).columns();
        return "; its columns are " + Text.listed(columns, MOST_LISTED);
    }

    private static TrainingData table(
            String name,
            TableSettings written,
            Optional<Start> start,
            Surroundings surroundings,
            SurveyedTable.Opening tables) {
        TableFormat format = written.format();
        written.shares(); // faults in them are reported before a large file is read
        SurveyedTable surveyed = tables.open(name, written, surroundings);
        Table table = surveyed.table();
        Survey survey = surveyed.survey();
        var settings = new TableSettings(TableDefaults.completed(written.recipe(), survey.rows()));
        TableUse use = use(written.recipe(), start);
        Roles roles = use.roles(survey);
        Optional<Table> further =
                settings.testFile()
                        .map(file -> TableDoor.open(file, settings.recipe(), format, surroundings));
        PreparedTable own = prepared(table, roles, settings, surroundings);
        PreparedTable parts =
                further.map(rows -> testedOn(own, rows, settings.recipe(), surroundings))
                        .orElse(own);
        var notes = new ArrayList<>(use.remarks(survey, roles, table::place));
        notes.addAll(parts.notes(table));
        further.ifPresent(rows -> notes.addAll(rows.notes()));
        if (!roles.decision().isEmpty()) {
            notes.addFirst(roles.decision());
        }
        var columns =
                new ColumnTable(
                        roles,
                        parts.preparation(),
                        settings.hasExamples()
                                ? ColumnTable.Examples.SHOWN
                                : ColumnTable.Examples.HIDDEN);
        return ofTable(
                parts,
                new OfTable(
                        parts.preparation(),
                        Optional.of(columns),
                        ColumnRemarks.gathered(notes),
                        survey.rows()));
    }

    private static TableUse use(Recipe recipe, Optional<Start> start) {
        return TableUse.of(recipe, TableWishes.of(recipe), start.flatMap(Start::preparation));
    }

    private static PreparedTable testedOn(
            PreparedTable own, Table further, Recipe recipe, Surroundings surroundings) {
        Path cache = TableDoor.cache(recipe, surroundings);
        return own.testedOn(further, DiskTable.further(further, own.preparation(), cache));
    }

    private static PreparedTable prepared(
            Table table, Roles roles, TableSettings settings, Surroundings surroundings) {
        Recipe recipe = settings.recipe();
        PreparedTable.Shares shares = settings.shares();
        Optional<Fold> fold = settings.fold();
        boolean isLarge =
                recipe.find(Keys.ROWS_IN)
                        .map(place -> place.equals("disk"))
                        .orElseGet(() -> DiskTable.isTooLarge(roles));
        if (isLarge && fold.isPresent()) {
            throw new IllegalArgumentException(
                    "folds need rows in memory, and these are on disk; write --rows-in memory if there is room, or --test-share 0.2 instead of folds");
        }
        long seed = recipe.get(Keys.SEED);
        if (isLarge) {
            return DiskTable.of(table, roles, shares, seed, TableDoor.cache(recipe, surroundings));
        }
        return fold.map(each -> PreparedTable.ofFold(table, roles, each, shares.validation(), seed))
                .orElseGet(() -> PreparedTable.of(table, roles, shares, seed));
    }

    /** Returns a trainer for what a recipe describes, validated on the part held out for it. */
    Trainer trainer(Recipe recipe) {
        Trainer trainer = Trainer.of(recipe, train, start);
        if (table.isPresent()) {
            trainer = trainer.preparedBy(table.get().preparation()); // goes with the model
        }
        boolean hasModel =
                recipe.find(Keys.MODEL).isPresent() || recipe.find(Keys.START_FROM).isPresent();
        if (!hasModel && train.input().isImage() && !Models.usual(train.input()).equals(IMAGES)) {
            trainer =
                    trainer.note(
                            Text.of(
                                    "the network is mlp, because %s images are too small for cnn, the default for images from %dx%d on",
                                    train.input(), Models.LEAST_OF_CNN, Models.LEAST_OF_CNN));
        }
        if (recipe.find(Keys.LEARNING_RATE).isEmpty()) {
            Optional<String> reason =
                    trainer.settings().recipe.find(Keys.LEARNING_RATE).flatMap(DefaultRate::reason);
            trainer = reason.map(trainer::note).orElse(trainer);
        }
        return validation.isPresent() ? trainer.validateOn(validation.get()) : trainer;
    }
}
